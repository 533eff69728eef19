// Shows how long and how plain a text is while it is written. Without it the same is told by Granska.
"use strict";

(() => {
  const PAUSE = 600; // milliseconds without a key before the question goes
  const text = document.getElementById("text");
  const place = document.getElementById("text-matt");
  const token = text && text.form && text.form.querySelector('[name="csrf_token"]');
  if (!token || !place || !window.fetch) return;

  let waiting = 0;
  let latest = 0;

  const show = (found) => {
    const measure = document.createElement("span");
    measure.textContent = found.measure;
    const list = document.createElement("ul");
    for (const remark of found.remarks) {
      const item = document.createElement("li");
      item.textContent = remark;
      list.append(item);
    }
    place.replaceChildren(measure, ...(found.remarks.length ? [list] : []));
  };

  const ask = async () => {
    const number = (latest += 1);
    const body = new URLSearchParams({ csrf_token: token.value, text: text.value });
    try {
      const answer = await fetch(text.dataset.check, { method: "POST", body, redirect: "error" });
      if (answer.ok && number === latest) show(await answer.json());
    } catch {
      place.replaceChildren(); // no answer: what stood there may no longer be true
    }
  };

  text.addEventListener("input", () => {
    window.clearTimeout(waiting);
    waiting = window.setTimeout(ask, PAUSE);
  });
  if (text.value.trim() && !text.hasAttribute("aria-invalid")) ask(); // what is wrong stands there already
})();
