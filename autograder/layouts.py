"""The templates of pages, the course's own before the shipped ones, and how values become text in them.

A template is its instructor's, and trusted. Most of what it shows was written by a student. Two things keep that
harmless, each on its own: Jinja2 escapes every value; `visible` writes control and direction characters out, as
the environment's *finalize*, so that no template can forget it. Text of a student is never a template.

A mistake in a course's template costs no page: it is told in a line, and the shipped template takes its place.
"""

from __future__ import annotations

import gettext
import hashlib
import io
import os
import re
import traceback
import unicodedata
from base64 import b64encode
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from decimal import Decimal
from functools import cache, partial
from pathlib import Path
from typing import Any

from jinja2 import (
    ChoiceLoader,
    Environment,
    FileSystemLoader,
    PrefixLoader,
    StrictUndefined,
    TemplateNotFound,
    TemplateSyntaxError,
    UndefinedError,
)
from jinja2.loaders import split_template_path
from markupsafe import Markup, escape

from autograder.charts import draw_distribution, draw_shares
from autograder.drawing import describe_picture, draw_heights, draw_path, is_logarithmic, list_stops
from autograder.errors import InternalError
from autograder.highlighting import highlight
from autograder.mathml import mathml
from autograder.model import Formula
from autograder.page import FLAGS, SYMBOLS, WORDS

OWN = "templates"
"""The folder of a course's own templates, at its root."""

SHIPPED = "shipped"
"""Before a name: the template that comes with the program, whatever the course has under that name."""

TRANSLATION = "words.po"
"""A course's own words for those of the templates, in the format of gettext."""


def templates_folder() -> Path:
    """Return the folder of the shipped templates: inside the package in a wheel, beside it in a checkout."""
    package = Path(__file__).resolve().parent
    for folder in (package / "templates", package.parent / "templates"):
        # Beside an installed package, `templates` may be anybody's: look for ours.
        if (folder / "feedback.html").is_file():
            return folder
    raise InternalError(
        f"the page templates are neither in {package / 'templates'} nor in {package.parent / 'templates'}; "
        "install autograder again"
    )


class Layouts:
    """The templates of one course: its own, and the shipped ones for whatever it has not.

    Args:
        course: the root of the course; None: the shipped templates alone.
        complain: called with a line for each thing that is wrong in the course's templates, once.
    """

    def __init__(self, course: Path | None = None, complain: Callable[[str], None] = lambda _: None) -> None:
        self.problems: list[str] = []
        """What was wrong so far, in lines."""
        self._complain = complain
        self._own = None if course is None else _own_folder(course)
        self._environment = _shipped_environment()
        if self._own is not None:
            words = self._read_words(self._own / TRANSLATION)
            self._environment = _make_environment(_loader(self._own), words)

    def render(self, template: str, /, **values: Any) -> str:
        """Return *values* as the page that *template* makes of them; where the course's own fails, the shipped one does."""
        if self._own is None:
            return self._environment.get_template(template).render(values)
        try:
            return self._environment.get_template(template).render(values)
        except Exception as mistake:  # noqa: BLE001  a template can raise whatever its author's expressions raise
            # First the page: should that fail as well, it is no mistake of the course's.
            page = _shipped_environment().get_template(template).render(values)
            self._note(f"{_explain(mistake, self._own)}; the shipped template is used instead")
            return page

    @property
    def digest(self) -> str:
        """Return one text for all files of the course's own templates; empty where there are none."""
        if self._own is None:
            return ""
        whole = hashlib.sha256()
        for path in sorted(path for path in self._own.rglob("*") if path.is_file()):
            whole.update(f"\n{path} ".encode("utf-8", "surrogateescape"))
            with suppress(OSError), path.open("rb") as file:
                whole.update(hashlib.file_digest(file, "sha256").digest())
        return whole.hexdigest()

    def _read_words(self, path: Path) -> gettext.NullTranslations:
        if not path.is_file():
            return gettext.NullTranslations()
        words, problems = _read_translation(path)
        for line, problem in problems:
            self._note(
                f"{path.relative_to(path.parents[1])}, line {line}: {problem}; the English words are used instead"
            )
        return words

    def _note(self, problem: str) -> None:
        if problem not in self.problems:
            self.problems.append(problem)
            self._complain(problem)


# ---------------------------------------------------------------- below: which template


def _own_folder(course: Path) -> Path | None:
    """Return the folder of the course's own templates; None where there is none, or it is the shipped one."""
    folder = course / OWN
    if not folder.is_dir() or folder.samefile(templates_folder()):
        return None
    return folder


class _Folder(FileSystemLoader):
    """A folder of templates; a file that cannot be read is a mistake in a line of it."""

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        path = os.path.join(self.searchpath[0], *split_template_path(template))
        try:
            return super().get_source(environment, template)
        except TemplateNotFound:  # an OSError, too
            raise
        except UnicodeDecodeError as wrong:
            line = wrong.object.count(b"\n", 0, wrong.start) + 1
            raise TemplateSyntaxError(
                "this is not UTF-8 text; save it as UTF-8", line, template, path
            ) from wrong
        except OSError as refused:
            raise TemplateSyntaxError(f"cannot be read: {refused.strerror}", 1, template, path) from refused


def _loader(own: Path) -> ChoiceLoader:
    """Return what looks for a template in *own* first; its shipped namesake is there under another name, too."""
    shipped = _Folder(templates_folder())
    return ChoiceLoader([PrefixLoader({SHIPPED: shipped}), _Folder(own), shipped])


@cache
def _shipped_environment() -> Environment:
    shipped = _Folder(templates_folder())
    return _make_environment(
        ChoiceLoader([PrefixLoader({SHIPPED: shipped}), shipped]), gettext.NullTranslations()
    )


def _make_environment(loader: ChoiceLoader, words: gettext.NullTranslations) -> Environment:
    environment = Environment(
        loader=loader,
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_finalize,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        extensions=["jinja2.ext.i18n"],
    )
    environment.policies["ext.i18n.trimmed"] = True
    environment.newstyle_gettext = True  # type: ignore[attr-defined]  # the extension's own attribute

    def say(message: str, **values: object) -> Markup:
        return _fill(words.gettext(message), values)

    def say_number(singular: str, plural: str, number: Decimal | int, **values: object) -> Markup:
        return _fill(words.ngettext(singular, plural, _countable(number)), {"num": number, **values})

    environment.filters.update(
        prose=_prose,
        mathml=_visible_formula,
        python=_python,
        path=partial(draw_path, say=say),
        heights=partial(draw_heights, say=say),
        in_words=partial(describe_picture, say=say),
        stops=list_stops,
        distribution=draw_distribution,
        shares=draw_shares,
        digest=_digest,
    )
    environment.tests["logarithmic"] = is_logarithmic
    environment.globals.update(
        gettext=say,
        ngettext=say_number,
        language=words.info().get("language", "en").replace("_", "-"),
        symbols=SYMBOLS,
        words={verdict: words.gettext(word) for verdict, word in WORDS.items()},
        flag_words={flag: words.gettext(word) for flag, word in FLAGS.items()},
    )
    return environment


# ---------------------------------------------------------------- below: what is wrong in a template


def _explain(mistake: Exception, own: Path) -> str:
    """Say in which file and line of the course's templates *mistake* is, and what it is."""
    if isinstance(mistake, TemplateSyntaxError):
        file, line = Path(mistake.filename or mistake.name or "?"), mistake.lineno
    else:
        file, line = _last_place(mistake, own)
    where = file.relative_to(own.parent) if file.is_relative_to(own) else Path(SHIPPED, file.name)
    return f"{where}, line {line}: {_words_of(mistake, file.name)}"


def _words_of(mistake: Exception, template: str) -> str:
    match mistake:
        case TemplateNotFound():
            return f"there is no template {mistake.name!r}, neither in the course's folder {OWN} nor among the shipped ones"
        case TemplateSyntaxError() | UndefinedError():
            return " ".join((mistake.message or "").split())
        case RecursionError():
            return f"it includes itself without end; to change the shipped page, extend {SHIPPED}/{template}"
    return f"{type(mistake).__name__}: {' '.join(str(mistake).split())}"


def _last_place(mistake: Exception, own: Path) -> tuple[Path, int]:
    """Return the last line of a template that *mistake* came through, of the course's own if there is one."""
    places = list(_places(mistake))
    among_own = [(file, line) for file, line in places if file.is_relative_to(own)]
    among_shipped = [(file, line) for file, line in places if file.is_relative_to(templates_folder())]
    return next(iter((*among_own[::-1], *among_shipped[::-1])), (own / "?", 0))


def _places(mistake: Exception) -> Iterator[tuple[Path, int]]:
    """Yield files and lines that *mistake* came through; Jinja2 puts those of templates in."""
    for frame, line in traceback.walk_tb(mistake.__traceback__):
        yield Path(frame.f_code.co_filename), line


# ---------------------------------------------------------------- below: other words


def _read_translation(path: Path) -> tuple[gettext.NullTranslations, list[tuple[int, str]]]:
    """Return the words in *path*, and what is wrong there, each with its line. What is wrong is left out."""
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import PoFileError, read_po

    try:
        with path.open("rb") as file:
            catalog = read_po(file, abort_invalid=True)
    except PoFileError as wrong:
        return gettext.NullTranslations(), [((wrong.lineno or 0) + 1, _BABELS_LINE.sub("", str(wrong)))]
    except OSError as refused:
        return gettext.NullTranslations(), [(1, f"cannot be read: {refused.strerror}")]
    except (
        ValueError,
        LookupError,
    ) as wrong:  # no text in the encoding that its head names, or no such encoding
        return gettext.NullTranslations(), [(1, f"{type(wrong).__name__}: {wrong}")]
    problems = []
    for message in list(catalog):
        found = [] if not message.id or message.fuzzy else message.check(catalog)
        if found:
            problems.append((message.lineno or 1, str(found[0])))
            catalog.delete(message.id)
    compiled = io.BytesIO()
    write_mo(compiled, catalog)
    compiled.seek(0)
    return gettext.GNUTranslations(compiled), problems


_BABELS_LINE = re.compile(r" on \d+$")
"""Counted from 0; what we say counts from 1, as editors do."""


def _fill(message: str, values: Mapping[str, object]) -> Markup:
    """Return *message*, which is a template's, with values that may be anybody's."""
    shown = {name: _finalize(value) for name, value in values.items()}
    return Markup(message) % shown  # noqa: S704  what is not markup is escaped where it is put in


def _countable(number: Decimal | int) -> int:
    """Return a whole number with whose plural *number* goes."""
    return int(number) if number == int(number) else 5


# ---------------------------------------------------------------- below: values as text


def _visible_formula(formula: Formula) -> Markup:
    """Return *formula* as MathML. Its symbols have the names that a student gave them."""
    return Markup(visible(str(mathml(formula))))  # noqa: S704  escaped there; here only letters are written out


def _prose(text: str) -> Markup:
    """Return an author's *text* with `names in backticks` set as code."""
    parts = visible(text).split("`")
    if len(parts) % 2 == 0:  # a single backtick is a backtick
        return escape(visible(text))
    return Markup("").join(Markup("<code>{}</code>").format(p) if i % 2 else p for i, p in enumerate(parts))


def _digest(script: str) -> str:
    """Return what a Content-Security-Policy calls *script*, so that it runs and nothing else does."""
    return f"'sha256-{b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"


def _python(code: str) -> Markup:
    """Return a student's *code* for reading."""
    return highlight(visible(code))


def _finalize(value: object) -> object:
    """Turn every value of a template into text that is safe to look at; escaping comes after this."""
    match value:
        case Markup():  # what a macro made, whose values came through here already
            return value
        case Decimal():
            return decimal_text(value)
        case str():
            return visible(value)
        case _:
            return value


_INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
"""Unicode's categories of control characters (terminal escapes), format characters (direction overrides),
lone surrogates, which no file can hold, and line separators."""

_HARMLESS = frozenset("\n\t\u200c\u200d")
"""Line ends and tabs; the joiners of Persian words and of composed emoji."""


def visible(text: str) -> str:
    r"""Return *text* with what could deceive a reader written out: ``\x1b[31m``, ``\u202e``."""
    if text.isprintable():  # most are
        return text
    return "".join(map(_visible_character, text.replace("\r\n", "\n")))


def _visible_character(character: str) -> str:
    if character in _HARMLESS or unicodedata.category(character) not in _INVISIBLE:
        return character
    return character.encode("unicode_escape").decode("ascii")


def decimal_text(number: Decimal) -> str:
    """Return the shortest decimal text: ``1.5``, ``2``, ``10``."""
    return f"{number.normalize():f}"
