"""How templates are read: as Jinja does it, without what it asks anew at every word of a page."""

from collections.abc import Callable, MutableMapping
from types import BuiltinFunctionType, FunctionType, MethodType
from typing import Any

from flask import Flask
from flask.templating import Environment
from jinja2.runtime import Context, Macro

PLAIN = (FunctionType, MethodType, BuiltinFunctionType)


class Page(Context):
    """Jinja looks closely at whatever a template calls, in case it wants to know the context. That takes longer than
    most of it does, of which nearly all are macros and plain functions.
    """

    def call(self, called: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Any:
        if isinstance(called, Macro):
            args = (self.eval_ctx, *args)
        elif not isinstance(called, PLAIN) or hasattr(called, "jinja_pass_arg"):
            return super().call(called, *args, **kwargs)
        kwargs.pop("_block_vars", None)
        kwargs.pop("_loop_vars", None)
        return called(*args, **kwargs)


class Templates(Environment):
    """All templates share one table of what they may call. Jinja lays an empty one over it for each, and looks through
    both at every import of a macro.
    """

    context_class = Page

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        return super().make_globals(d) if d else self.globals


def prepare_templates(app: Flask) -> None:
    app.jinja_environment = Templates
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
