#!/usr/bin/env python3
"""Prints double_rows.h: numbers, the double nearest to each, and whether it is the number, worked
out in fractions.

    tests/suites/double_rows.py >tests/suites/double_rows.h
"""
import random
from fractions import Fraction

LEAST = Fraction(1, 2**1074)
BEYOND = Fraction(2**1024)


def step_at(value):
    """How far apart doubles are around the value, which is above zero."""
    step = LEAST
    while value >= step * 2**53:
        step *= 2
    return step


def nearest(value):
    """The nearest double as a fraction, of two the even one; None when that is infinite."""
    step = step_at(value)
    steps = value / step
    whole = steps.numerator // steps.denominator
    rest = steps - whole
    if rest > Fraction(1, 2) or (rest == Fraction(1, 2) and whole % 2 == 1):
        whole += 1
    return whole * step if whole * step < BEYOND else None


def digits_of(value):
    """All digits of a fraction whose denominator is a power of two."""
    twos = value.denominator.bit_length() - 1
    digits = str(value.numerator * 5**twos).rstrip("0") or "0"
    exponent = len(str(value.numerator * 5**twos)) - len(digits) - twos
    return f"{digits}E{exponent}"


def row(text):
    value = Fraction(text)
    result = nearest(abs(value)) if value else Fraction(0)
    if result is None:
        return text, "HUGE_VAL", False
    signed = -result if value < 0 else result
    assert float(text) == signed
    return text, float(signed).hex(), signed == value


def halves(value):
    """The place halfway to the next double, and places next to that."""
    middle = digits_of(value + step_at(value) / 2)
    digits, exponent = middle.split("E")
    below = f"{int(digits) * 10 - 1}E{int(exponent) - 1}"
    above = f"{int(digits) * 10 + 1}E{int(exponent) - 1}"
    far = f"{digits}{'0' * 100}1E{int(exponent) - 101}"
    return [middle, below, above, far]


def texts():
    yield from """
        0.1 0.5 0.25 1 1.5 3 -7 100 1E22 1E23 1E15 123456789012345 9007199254740991
        9007199254740992 9007199254740993 9007199254740994 9007199254740995 18014398509481983
        9007199254740993.0000000000000000000000000000001 4503599627370496.5 4503599627370497.5
        4503599627370497.25 0.30000000000000004 3.141592653589793 3.141592653589793238462643383279
        12345678901234567890123456789012345678 9.9999999999999999999999999999999999999E+125
        -9.9999999999999999999999999999999999999E+125 1E-130 -1E-130 9.99E+125
        1.7976931348623157E308 1.7976931348623158E308 1.7976931348623159E308 1E309 1.8E308 4.9E-324
        5E-324 2.5E-324 2.4E-324 1E-323 1E-324 3E-324 1E-400 2.2250738585072014E-308 2.2250738585072011E-308
        8E22 5E-1 4E-1 1.25E-1 3.0517578125E-5 2.384185791015625E-7 6E22 7E22 9E15 9.5E15
        90071992547409930E-1 90071992547409925E-1 1E-22 1E-23 15E21 15E22 255E21
        1125899906842624E-15 4722366482869645E6 2E-22 9007199254740993E1 9007199254740993E-1
    """.split()
    edges = [Fraction(1), Fraction(2**53), LEAST, LEAST * (2**52 - 1), LEAST * 2**52,
             LEAST * (2**53 - 1), LEAST * 3, Fraction(2**53 - 1) * 2**971,
             Fraction(2**52 + 1, 2**80)]
    for edge in edges:
        value = nearest(edge)
        yield digits_of(value)
        yield from halves(value)
    random.seed(6)
    for _ in range(50):
        digits = random.choice([3, 10, 15, 16, 17, 19, 20, 38])
        yield f"{random.randrange(1, 10**digits)}E{random.randrange(-340, 310 - digits)}"
        yield f"{random.randrange(1, 10**digits)}E{random.randrange(-30, 30)}"
        bits = random.choice([1, 8, 30, 53])
        yield digits_of(Fraction(random.getrandbits(bits) * 2 + 1) / 2**random.randrange(0, 60))


def literal(text):
    pieces = [text[i:i + 88] for i in range(0, len(text), 88)]
    return "\n      ".join(f'"{piece}"' for piece in pieces)


def print_row(text, double, exact):
    rest = f"{double}, {str(exact).lower()} }},"
    between = " " if len(text) + len(rest) < 85 else "\n      "
    print(f"    {{ {literal(text)},{between}{rest}")


print("/* Made by double_rows.py. */")
print("/* clang-format off */")
for text in dict.fromkeys(texts()):
    print_row(*row(text))
