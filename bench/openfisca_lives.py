"""The same people in OpenFisca-core: one simulation per person, one variable, 24 months. Runs in its own venv.

Reads birth dates as JSON from standard input, prints lives per second. The variable is the simplest rule of
ours that OpenFisca can say: whether aktivitetsersättning can be paid in a month, from the birth date.
"""

from __future__ import annotations

import json
import sys
import time
from datetime import date
from typing import Any

import numpy as np
from openfisca_core.entities import build_entity
from openfisca_core.periods import MONTH
from openfisca_core.periods.date_unit import DateUnit
from openfisca_core.simulations import SimulationBuilder
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable

MONTHS = [f"{year}-{month:02d}" for year in (2026, 2027) for month in range(1, 13)]
PERSON = build_entity(key="person", plural="persons", label="A person", is_person=True)


class birth(Variable):  # noqa: N801  # OpenFisca names variables by their classes
    """The birth date."""

    value_type = date
    entity = PERSON
    definition_period = DateUnit.ETERNITY


class ae_possible(Variable):  # noqa: N801
    """Whether AE can be paid in the month: from July of the year of 19 to the month before 30."""

    value_type = bool
    entity = PERSON
    definition_period = MONTH

    def formula(person: Any, period: Any) -> Any:  # noqa: N805
        """Count months, as our engine does."""
        births = person("birth", period)
        month = births.astype("datetime64[M]").astype(int)
        year = births.astype("datetime64[Y]").astype(int) + 1970
        now = (period.start.year - 1970) * 12 + period.start.month - 1
        return ((year + 19 - 1970) * 12 + 6 <= now) & (now < month + 360)


def main() -> None:
    """Measure."""
    births = [np.array([day], dtype="datetime64[D]") for day in json.load(sys.stdin)]
    system = TaxBenefitSystem([PERSON])
    system.add_variables(birth, ae_possible)
    _one(system, births[0])
    start = time.process_time()
    possible = sum(_one(system, day) for day in births)
    print(json.dumps({"rate": len(births) / (time.process_time() - start), "months": int(possible)}))


def _one(system: TaxBenefitSystem, day: Any) -> int:
    simulation = SimulationBuilder().build_default_simulation(system, 1)
    simulation.set_input("birth", DateUnit.ETERNITY, day)
    return sum(bool(simulation.calculate("ae_possible", month)[0]) for month in MONTHS)


if __name__ == "__main__":
    main()
