#!/bin/sh
# Dina datum: sets up, starts and tests the product. Needs a shell and the package registries, nothing else.
set -eu
cd "$(dirname "$0")"

# Compiled modules are kept, whatever the environment says: they make the second start quick.
unset PYTHONDONTWRITEBYTECODE

UV_VERSION=0.13.9

help() {
  cat <<'TEXT'
./do KOMMANDO

  setup             gör .venv med allt som produkten behöver
  run               startar på en ny maskin: databas, påhittat län, dagens genomgång, sidor på 127.0.0.1:8000
  run --once        gör dagens arbete och slutar (med --day ÅÅÅÅ-MM-DD för en annan dag)
  test              kör alla kontroller och tester
  lint              kör bara kontrollerna: ruff, mypy, import-linter
  bench             mäter fart och storlek, skriver en tabell; med --load arbetar femtio handläggare
                    mot en miljon beslut (--decisions N --people N --seconds N)
  pictures [MAPP]   tar en bild av varje sida i ett påhittat län: telefon och dator, ljust och mörkt (build/pictures);
                    med --lives ritas bara bilden av tiden, för åtta slags liv
  torture           dödar avsändare mitt i arbetet och räknar: förlorade, dubbla (--rounds N);
                    med --year lever ett register ett helt år med alla slags fel (--people N --shares N --keep MAPP);
                    med --storm gör många allt på en gång med få personer (--seconds N)
  lock              räknar om låsfilerna efter en ändring i pyproject.toml
  help              den här texten

Efter setup finns kommandot .venv/bin/dinadatum.
TEXT
}

say() { printf '%s\n' "$*" >&2; }

# Install the Debian packages that are missing, where we may; otherwise say exactly what to install.
want() {
  missing=
  for package in "$@"; do
    dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing="$missing $package"
  done
  [ -z "$missing" ] && return 0
  if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null 2>&1; then
    say "Det här behöver installeras först:$missing"
    say "På Debian eller Ubuntu: sudo apt-get install --no-install-recommends$missing"
    exit 3
  fi
  say "Installerar$missing ..."
  export DEBIAN_FRONTEND=noninteractive
  # shellcheck disable=SC2086 # a list of names
  apt-get install -y -qq --no-install-recommends $missing >/dev/null 2>&1 || {
    apt-get update -qq >/dev/null
    apt-get install -y -qq --no-install-recommends $missing >/dev/null
  }
}

python_is_there() { python3 -c 'import sys, ensurepip, venv; assert sys.version_info >= (3, 11)' 2>/dev/null; }

# Make .venv hold what a lock file names. A stamp makes the next start quick.
environment() {
  lock=$1
  python_is_there || want python3 python3-venv ca-certificates
  python_is_there || { say "Dina datum behöver Python 3.11 eller nyare, med venv."; exit 3; }
  .venv/bin/python -c '' 2>/dev/null || { rm -rf .venv; say "Gör .venv ..."; python3 -m venv .venv; }
  stamp=.venv/.$(cat "$lock" | sha256sum | cut -c1-16)
  if [ ! -e "$stamp" ]; then
    say "Installerar Pythonpaket enligt $lock ..."
    [ -x .venv/bin/uv ] || .venv/bin/python -m pip install -q --disable-pip-version-check "uv==$UV_VERSION"
    .venv/bin/uv pip install -q --python .venv/bin/python --require-hashes -r "$lock"
    : >"$stamp"
  fi
  site=$(echo .venv/lib/python3*/site-packages)
  [ -e "$site/dinadatum.pth" ] || pwd >"$site/dinadatum.pth"
  [ "$(cat "$site/dinadatum.pth")" = "$(pwd)" ] || pwd >"$site/dinadatum.pth"
  if [ ! -x .venv/bin/dinadatum ]; then
    printf '#!/bin/sh\nexec "$(dirname "$(readlink -f "$0")")/python" -m dinadatum "$@"\n' >.venv/bin/dinadatum
    chmod +x .venv/bin/dinadatum
  fi
}

lint() {
  say "ruff ..."
  .venv/bin/ruff check -q .
  .venv/bin/ruff format -q --check .
  say "mypy ..."
  .venv/bin/mypy --no-error-summary
  say "import-linter ..."; .venv/bin/lint-imports --no-cache >/tmp/dinadatum-imports.$$ 2>&1 ||
    { cat /tmp/dinadatum-imports.$$; rm -f /tmp/dinadatum-imports.$$; exit 1; }
  rm -f /tmp/dinadatum-imports.$$
}

command=${1:-help}
[ $# -gt 0 ] && shift
case "$command" in
  setup) environment requirements.lock; say "Klart. Kommandot är .venv/bin/dinadatum" ;;
  run) environment requirements.lock; exec .venv/bin/dinadatum run "$@" ;;
  lint) environment requirements-dev.lock; lint; say "Kontrollerna är rena." ;;
  test)
    want chromium-headless-shell libatomic1 dovecot-imapd
    environment requirements-dev.lock
    lint
    say "Tester: riktig PostgreSQL, riktig SMTP-server, riktig IMAP-server, Twilios paket mot en egen testserver, riktig webbläsare ..."
    exec .venv/bin/python -m pytest -n auto --dist worksteal "$@"
    ;;
  bench) environment requirements-dev.lock; exec .venv/bin/python -m bench "$@" ;;
  pictures)
    want chromium-headless-shell libatomic1
    environment requirements-dev.lock
    exec .venv/bin/python -m bench.pictures "$@"
    ;;
  torture) environment requirements-dev.lock; exec .venv/bin/python -m bench.torture "$@" ;;
  lock)
    environment requirements-dev.lock
    for pair in requirements.lock: requirements-dev.lock:dev; do
      group=${pair#*:}
      .venv/bin/uv pip compile -q --universal --generate-hashes --no-annotate --no-header --upgrade \
        ${group:+--group "$group"} pyproject.toml -o "${pair%%:*}"
    done
    ;;
  help | -h | --help) help ;;
  *) say "Okänt kommando: $command"; help >&2; exit 2 ;;
esac
