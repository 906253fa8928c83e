"""Students who work out the coefficients of a scaling sheet by hand and round as they like; no formula of ours is used.

A power is a product of one factor after the other, or of squares; what is written, or what the calculator still shows,
goes on into the FLOPS, whose five factors are multiplied in any order.
"""

from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from random import Random

BASES = {"d": "alpha", "w": "beta", "r": "gamma"}


def worked(instance, source: Random, *, by_constants=False):
    """Ref → what the student writes."""
    it = instance.layers[0].parameters
    unit = Decimal(1).scaleb(-int(it["decimals"]))
    how = source.choice([ROUND_HALF_UP, ROUND_HALF_EVEN, None])
    within = source.random() < 0.5

    def rounded(number):
        return number if how is None else number.quantize(unit, how)

    def step(number):
        return rounded(number) if within else number

    def power(base, exponent):
        if exponent == 1:
            return base
        split = source.choice([1, exponent // 2])
        return step(power(base, split) * power(base, exponent - split))

    written, shown = {}, {}
    for row, name in BASES.items():
        shown[row] = power(Decimal(str(it[name])), int(it["phi"]))
        written[row] = rounded(shown[row])
    goes_on = written if source.random() < 0.5 else shown
    factors = [goes_on["d"], *[goes_on["w"]] * 2, *[goes_on["r"]] * 2]
    if by_constants:
        factors = [Decimal(str(it[name])) for name in ("alpha", "beta", "beta", "gamma", "gamma")]
    source.shuffle(factors)
    grown = factors[0]
    for factor in factors[1:]:
        grown = step(grown * factor)
    if by_constants:
        grown = power(grown, int(it["phi"]))
    written["FLOPS"] = rounded(grown)
    return {f"{row}/factor": f"{number:f}" for row, number in written.items()}
