"""Parts of tools/bench_jury.py: made-up juries whose truth is known, methods to compare, and what is measured."""
