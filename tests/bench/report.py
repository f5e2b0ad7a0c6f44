#  This program is free software; you can redistribute it and/or modify
#  it under the terms of the GNU General Public License as published by
#  the Free Software Foundation; either version 2 of the License, or
#  (at your option) any later version.
#
# The table, for people and for programs.
import json
import statistics


def number(value, unit):
    return f"{value:.2f} ×" if unit == "×" else f"{value:,.0f} {unit}"


def spread(outcome):
    if len(outcome.samples) < 2:
        return ""
    return f"{min(outcome.samples):.2f}–{max(outcome.samples):.2f}"


def verdict(outcome):
    if outcome.bar is None:
        return ""
    if not outcome.holds:
        return "**no**"
    return "yes" if outcome.aim is None or outcome.median > outcome.aim else "yes, and the aim"


def markdown(outcomes, about):
    lines = [f"{about['date']}; {about['server']}; {about['cores']} cores; {about['settings']}", "",
             "| row | what | by | limit | measured | ratio (median) | from–to | processor time | bar | holds |",
             "| --- | --- | --- | ---: | ---: | ---: | --- | ---: | ---: | --- |"]
    for o in outcomes:
        limit = f"{statistics.median(o.limit_seconds):.3f} s" if o.limit_seconds else ""
        value = f"{statistics.median(o.value_seconds):.3f} s" if o.value_seconds else ""
        bar = " ".join(([] if o.bar is None else [f"≤ {o.bar:g}"]) + ([] if o.aim is None else [f"(aim {o.aim:g})"]))
        what = o.what + (f" ({o.note})" if o.note else "")
        lines.append(f"| {o.row} | {what} | {o.carrier} | {limit} | {value} | {number(o.median, o.unit)} | {spread(o)} | {f'{statistics.median(o.cpu):.2f} ×' if o.cpu else ''} | {bar} | {verdict(o)} |")
    bars = [o for o in outcomes if o.bar is not None]
    lines += ["", f"{sum(o.holds for o in bars)} of {len(bars)} bars hold."]
    return "\n".join(lines) + "\n"


def as_json(outcomes, about):
    return json.dumps({**about, "outcomes": [{
        "row": o.row, "what": o.what, "carrier": o.carrier, "unit": o.unit, "bar": o.bar, "aim": o.aim, "median": o.median, "samples": o.samples, "cpu": o.cpu,
        "limit_seconds": o.limit_seconds, "value_seconds": o.value_seconds, "note": o.note, "holds": o.holds} for o in outcomes]}, indent=2) + "\n"
