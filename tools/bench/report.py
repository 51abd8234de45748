"""The table that tools/bench.py prints."""

from bench.pages import Figures, PageAsked

COLUMNS = "{:26}{:>10} {:>6}{:>8}{:>8}{:>9}{:>9}{:>5}  {}"


def report(found: dict[int, dict[PageAsked, Figures]]) -> int:
    """Print one table; the statement counts of a page are compared across sizes by the page's name."""
    titles = ("stmts", "built", "cached", "html", "first", "reqs", "")
    head = COLUMNS.format("page", "solutions", *titles)
    print(head + "\n" + "-" * len(head))
    grown = growing(found)
    passed = True
    for size, pages in found.items():
        for page, figure in pages.items():
            faults = figure.faults(page) + (["statements grow"] if page.name in grown else [])
            passed = passed and not faults
            verdict = "FAIL " + ", ".join(faults) if faults else "PASS"
            print(COLUMNS.format(page.name, f"{size:,}", *cells(figure), verdict))
    print("\nbuilt, cached: CPU of one request beside a bare Flask app; html and first visit in bytes.")
    print("PASS" if passed else "FAIL")
    return 0 if passed else 1


def cells(figure: Figures) -> tuple[object, ...]:
    """A dash stands where there is nothing to measure."""
    cached = "–" if figure.cached is None else f"{figure.cached:.1f}×"
    weight = figure.weight
    weights = (f"{weight.html:,}", f"{weight.first_visit:,}", weight.requests) if weight else ("–", "–", "–")
    return figure.statements, f"{figure.built:.1f}×", cached, *weights


def growing(found: dict[int, dict[PageAsked, Figures]]) -> set[str]:
    """Pages whose number of statements is not the same at every size."""
    counts: dict[str, set[int]] = {}
    for pages in found.values():
        for page, figure in pages.items():
            counts.setdefault(page.name, set()).add(figure.statements)
    return {name for name, different in counts.items() if len(different) > 1}
