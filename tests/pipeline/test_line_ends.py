"""Characters that some programs take for line ends are characters like others: lines of statements end at LF only."""

from __future__ import annotations

from pathlib import Path

from tests.pipeline.collections import AUTHORITIES, build_quietly, make_collection, page, quads

ODD = "\u2028", "\u2029", "\x85"


def test_they_may_stand_in_sources_and_in_authority_files(tmp_path: Path) -> None:
    body = f"The lamp{ODD[0]}of the{ODD[1]}lower pier{ODD[2]}is dark."
    authorities = AUTHORITIES.replace('en: "Quillfeather, M. O."', r'en: "Quillfeather,\LM. O."')
    folder = make_collection(tmp_path, {"a.txt": page(body=body), "b.txt": page(date="1920")})
    [file] = [path for path in folder.rglob("*.yaml") if path.read_text(encoding="utf-8") == AUTHORITIES]
    file.write_text(authorities, encoding="utf-8")

    result = build_quietly(folder)

    assert result.exit_status == 0, [str(one) for one in result.outcomes]
    lines = quads(folder)
    assert any(f'"The lamp{ODD[0]}of the{ODD[1]}lower pier' in line for line in lines)
    assert any(f'prefLabel> "Quillfeather,{ODD[0]}M. O."' in line for line in lines)
    assert all(line.rstrip("\n").endswith(" .") for line in lines)
