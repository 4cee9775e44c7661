"""The command ``lettergraph``: data on standard output, talk on standard error, ``--json`` for machines.

Exit status 0: all is well; 1: finished, but documents were held back, or the answer is no; 2: nothing was done.
Commands only parse, call the library and print: what they do can be done with ``import kg`` as well.
"""

from __future__ import annotations

import os
import sys

import click

from kg.cli.building import build, check, validate
from kg.cli.comparing import diff
from kg.cli.looking import dump, explain, query, read
from kg.cli.reconciling import decide, reconcile
from kg.cli.releasing import releases, rollback, verify
from kg.cli.serving import serve
from kg.cli.starting import init
from kg.cli.watching import watch
from kg.errors import LettergraphError
from kg.version import VERSION


class _Group(click.Group):
    """Errors of the library end a command with status 2 and their own words; there is no traceback."""

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except LettergraphError as error:
            click.echo(f"Error: {error}", err=True)
            sys.exit(2)
        except BrokenPipeError:
            # The reader of our output has seen enough (`| head`); nothing may be flushed into the closed pipe.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            sys.exit(0)
        except OSError as error:
            place = f"{error.filename}: " if error.filename else ""
            click.echo(f"Error: {place}{error.strerror or error}.", err=True)
            sys.exit(2)
        except KeyboardInterrupt:
            click.echo("Interrupted. What is served was not touched.", err=True)
            sys.exit(2)

    def list_commands(self, ctx: click.Context) -> list[str]:
        return [command.name or "" for command in _COMMANDS]


@click.group(cls=_Group, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(VERSION, prog_name="lettergraph")
def main() -> None:
    """Publish historical correspondence as linked data.

    Start with `lettergraph init DIR`, put letters into DIR/sources, then run `lettergraph build` in DIR.
    """


_COMMANDS: tuple[click.Command, ...] = (
    init,
    check,
    read,
    build,
    watch,
    serve,
    validate,
    verify,
    releases,
    rollback,
    diff,
    query,
    explain,
    dump,
    reconcile,
    decide,
)

for _command in _COMMANDS:
    main.add_command(_command)
