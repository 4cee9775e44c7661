"""Apache Jena as Debian ships it: no commands but their classes, and one file in the wrong place."""

from __future__ import annotations

import zipfile
from pathlib import Path

JARS = Path("/usr/share/java")
COMMANDS = {"rsparql": "arq.rsparql", "arq": "arq.arq"}

_LIBRARIES = """
jena-arq jena-base jena-cmds jena-core jena-iri jena-rdfconnection jena-shacl jena-shex jena-tdb jena-tdb2
jena-dboe-base jena-dboe-index jena-dboe-storage jena-dboe-trans-data jena-dboe-transaction commons-cli
commons-codec commons-compress commons-csv commons-io commons-lang3 dexx.collection gson guava httpclient
httpclient-cache httpcore jackson-annotations jackson-core jackson-databind jakarta.json-api jcl-over-slf4j
thrift libthrift protobuf slf4j-api slf4j-nop titanium-json-ld
"""
_MESSAGES = "org/apache/jena/ext/xerces/impl/xpath/regex/message"
_SEARCHED = "xerces/impl/xpath/regex"


def class_path(folder: Path) -> str | None:
    """Give the class path of Jena's commands; ``None`` where Jena is not installed.

    Args:
        folder: an empty one, for the messages of Jena's regular expressions: the package looks for them where they
            would be if they had not been renamed with the classes around them.
    """
    core = JARS / "jena-core.jar"
    if not core.exists():
        return None
    with zipfile.ZipFile(core) as jar:
        for name in jar.namelist():
            if name.startswith(_MESSAGES) and name.endswith(".properties"):
                target = folder / _SEARCHED / Path(name).name
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(jar.read(name))
    found = [str(JARS / f"{name}.jar") for name in _LIBRARIES.split() if (JARS / f"{name}.jar").exists()]
    return ":".join([str(folder), *found])
