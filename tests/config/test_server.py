"""The table ``[server]``: what may be written, and what is said of anything else."""

from __future__ import annotations

import dataclasses
import re
from pathlib import Path

import pytest

from kg.config import LogFormat, ServerConfiguration, check_collection, load_collection, load_server
from kg.config.server import SERVER_KEYS, server_table, written
from kg.errors import ConfigurationError
from tests.config.conftest import VALID, WriteCollection


def configured(folder: Path, *lines: str) -> Path:
    file = folder / "collection.toml"
    file.write_text("\n".join([VALID, "[server]", *lines]) + "\n", encoding="utf-8")
    return file


def test_a_file_that_says_nothing_has_the_defaults(tmp_path: Path) -> None:
    (tmp_path / "collection.toml").write_text(VALID, encoding="utf-8")

    assert load_server(tmp_path / "collection.toml") == ServerConfiguration()
    assert load_server(tmp_path / "missing.toml") == ServerConfiguration()


def test_every_value_of_the_table_is_read(tmp_path: Path) -> None:
    file = configured(tmp_path, "query_seconds = 5", "answer_rows = 10", 'hosts = ["a.org"]', 'log_format = "json"')

    found = load_server(file)

    assert (found.query_seconds, found.answer_rows, found.hosts, found.log_format) == (
        5.0,
        10,
        ("a.org",),
        LogFormat.JSON,
    )


def test_the_collection_has_its_server_too(write_collection: WriteCollection) -> None:
    folder = write_collection(end="[server]\nmemory_mb = 100")

    assert load_collection(folder).server.memory_mb == 100


@pytest.mark.parametrize(
    ("line", "what", "remedy"),
    [
        ("query_seconds = 0", '0 is not a value of "query_seconds".', "Write a number from 0.1 to 3600 (s)."),
        (
            "query_nesting = 257",
            '257 is not a value of "query_nesting".',
            "Write a whole number from 8 to 256 (levels). Beyond that, the parser of the engine runs over its stack",
        ),
        ("cached_answers_mb = -1", "-1 is not a value", "Write a whole number from 0 to 65536 (MB)."),
        ("cached_responses_mb = 0.5", "0.5 is not a value", "Write a whole number from 0 to 65536 (MB)."),
        ("query_workers = 1.5", '1.5 is not a value of "query_workers".', "Write a whole number from 1 to 256."),
        ("query_workers = true", 'true is not a value of "query_workers".', "Write a whole number from 1 to 256."),
        ('log_clients = "yes"', '"log_clients" is not true or false.', "Write true or false."),
        ('log_format = "xml"', '"xml" is not a value of "log_format".', "Write one of: text, json."),
        ('hosts = ["https://a.org/"]', '"https://a.org/" is no name of a host.', "Write names without scheme"),
        ('trusted_proxies = ["nginx"]', "'nginx' does not appear to be", "Write addresses or networks"),
        ("query_secnds = 5", 'Unknown key "query_secnds".', 'Did you mean "query_seconds"?'),
        ("client_seconds_at_most = 30", '"client_seconds_per_minute" is 60', 'Raise "client_seconds_at_most"'),
    ],
)
def test_a_wrong_value_is_named_with_its_line_and_what_is_allowed(
    tmp_path: Path, line: str, what: str, remedy: str
) -> None:
    file = configured(tmp_path, line)

    with pytest.raises(ConfigurationError) as caught:
        load_server(file)

    assert what in caught.value.what
    assert remedy in str(caught.value.remedy)
    assert caught.value.where.file == str(file)
    assert caught.value.where.line == file.read_text("utf-8").splitlines().index(line) + 1


def test_who_wants_less_than_there_may_be_is_not_told_why_there_is_no_more(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError) as caught:
        load_server(configured(tmp_path, "query_nesting = 7"))

    assert caught.value.remedy == "Write a whole number from 8 to 256 (levels)."


def test_the_command_line_comes_last(tmp_path: Path) -> None:
    file = configured(tmp_path, "query_seconds = 5", "page_seconds = 3")

    found = load_server(file, ["query_seconds=7", "log_format=json", 'hosts=["a.org"]'])

    assert (found.query_seconds, found.page_seconds, found.log_format, found.hosts) == (7, 3, "json", ("a.org",))


@pytest.mark.parametrize("option", ["query_secnds=7", "query_seconds", "query_seconds=fast", "query_seconds=0"])
def test_a_wrong_option_is_refused(tmp_path: Path, option: str) -> None:
    with pytest.raises(ConfigurationError) as caught:
        load_server(tmp_path / "collection.toml", [option])

    assert caught.value.where.file == "--set"


def test_what_is_wrong_in_the_file_is_told_by_the_check_of_the_collection(write_collection: WriteCollection) -> None:
    folder = write_collection(end="[server]\nmemory_mb = 1")

    assert [error.where.field for error in check_collection(folder)] == ["server.memory_mb"]


@pytest.mark.parametrize("text", ["[server", 'server = "x"'])
def test_a_file_that_is_no_table_is_an_error(tmp_path: Path, text: str) -> None:
    file = tmp_path / "collection.toml"
    file.write_text(text, encoding="utf-8")

    with pytest.raises(ConfigurationError):
        load_server(file)


def test_every_value_has_its_key_and_the_other_way_round() -> None:
    assert [key.name for key in SERVER_KEYS] == [field.name for field in dataclasses.fields(ServerConfiguration)]


def test_each_default_may_be_written_as_it_is(tmp_path: Path) -> None:
    file = configured(tmp_path, *(f"{key.name} = {written(key.default)}" for key in SERVER_KEYS))

    assert load_server(file) == ServerConfiguration()


def test_the_page_of_limits_holds_the_table_made_from_the_code(project: Path, tmp_path: Path) -> None:
    text = (project / "docs" / "reference" / "limits.md").read_text(encoding="utf-8")
    examples = re.findall(r"```toml\n\[server\]\n(.*?)```", text, re.DOTALL)

    assert server_table() in text
    assert len(examples) == 1
    assert load_server(configured(tmp_path, examples[0])) != ServerConfiguration()
