"""What a call fixes before anybody answers: its dates (`phases`), and how points will count (`scoring`, `rounding`).

The rubric is part of the published call; the jury only applies it.
"""
