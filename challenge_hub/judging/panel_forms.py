"""A panel of a round, as it is typed."""

from collections.abc import Iterable, Sequence

from flask_babel import lazy_gettext as _
from wtforms import HiddenField, SelectMultipleField, StringField
from wtforms.validators import InputRequired
from wtforms.widgets import CheckboxInput, ListWidget

from challenge_hub.calls.models import Theme
from challenge_hub.infrastructure.forms import PageForm
from challenge_hub.infrastructure.i18n import plain
from challenge_hub.infrastructure.typed import SelectChoice, at_most, one_line, visible
from challenge_hub.judging.actions.panels import LONGEST_NAME, PanelSaid
from challenge_hub.judging.queries.naming import NamedSolution


def _ticks(label: str, hint: str) -> SelectMultipleField:
    return SelectMultipleField(
        label, coerce=int, widget=ListWidget(prefix_label=False), option_widget=CheckboxInput(), description=hint
    )


class PanelForm(PageForm):
    seen = HiddenField()
    name = StringField(
        _("Name"),
        filters=[one_line],
        validators=[InputRequired(_("Give the panel a name.")), at_most(LONGEST_NAME), visible],
    )
    seats = _ticks(_("Jurors of this panel"), _("Somebody who sits on two panels keeps them comparable."))
    themes = _ticks(_("Themes"), _("Solutions to challenges in these themes come to this panel."))
    solutions = _ticks(_("Solutions put into it by hand"), _("They come to this panel whatever their themes."))

    offered: Sequence[int] = ()

    def offer(
        self, seats: Iterable[tuple[int, str]], themes: Iterable[Theme], solutions: Iterable[NamedSolution]
    ) -> None:
        self.seats.choices = [SelectChoice(id_, name) for id_, name in seats]
        self.themes.choices = [SelectChoice(theme.id, plain(theme.name)) for theme in themes]
        named = [(one.id, plain(one.title)) for one in solutions]
        self.solutions.choices = [SelectChoice(id_, title) for id_, title in named]
        self.offered = [id_ for id_, _title in named]

    def said(self) -> PanelSaid:
        """What was typed."""
        return PanelSaid(
            self.name.data or "", self.seats.data or [], self.themes.data or [], self.solutions.data or [], self.offered
        )
