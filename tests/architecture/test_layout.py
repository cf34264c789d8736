"""The layout that newcomers rely on: root entries, layers, names."""

import ast
import re
import subprocess
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[2]

ROOT_FILES = {
    "README.md", "CHANGELOG.md", "LICENSE", "publiccode.yml", "Makefile", "pyproject.toml", "requirements.lock",
    "dbt_project.yml", "docker-compose.yml",
}  # fmt: skip
ROOT_FOLDERS = {
    "ingestion", "warehouse", "dags", "dbt_project", "soda", "synthetic", "dashboards", "docker", "docs", "tests",
}  # fmt: skip
BANNED_NAMES = {"utils", "lib", "scripts", "plugins", "include", "helpers", "misc"}
MAY_IMPORT = {
    "ingestion": {"ingestion"},
    "synthetic": {"synthetic", "ingestion"},
    "warehouse": {"warehouse", "ingestion", "synthetic"},
    "dags": {"dags", "warehouse", "ingestion"},
}
OWN_PACKAGES = set(MAY_IMPORT)


def tracked(*patterns: str) -> list[Path]:
    listing = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard", "--", *patterns],
        cwd=PROJECT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    return [Path(line) for line in listing.stdout.splitlines() if (PROJECT / line).exists()]


def modules_of(package: str) -> list[Path]:
    found = tracked(f"{package}/*.py", f"{package}/**/*.py")
    assert found, f"no modules under {package}: wrong folder?"
    return found


def imports_of(path: Path) -> set[str]:
    tree = ast.parse((PROJECT / path).read_text(encoding="utf-8"))
    names = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            names.add(node.module)
    return names


def test_root_holds_only_what_was_agreed():
    entries = {path.parts[0] for path in tracked()}
    assert len(entries) > 10
    visible = {entry for entry in entries if not entry.startswith(".")}
    assert visible <= ROOT_FILES | ROOT_FOLDERS


@pytest.mark.parametrize("package", sorted(MAY_IMPORT))
def test_layers_import_downwards_only(package):
    for path in modules_of(package):
        own = {name.split(".")[0] for name in imports_of(path)} & OWN_PACKAGES
        assert own <= MAY_IMPORT[package], f"{path} reaches up to {own - MAY_IMPORT[package]}"


@pytest.mark.parametrize("package", ["ingestion", "warehouse", "synthetic"])
def test_airflow_stays_in_dags(package):
    for path in modules_of(package):
        assert not any(name.split(".")[0] == "airflow" for name in imports_of(path)), path


def test_synthetic_knows_only_the_catalogue_of_ingestion():
    for path in modules_of("synthetic"):
        reached = {name for name in imports_of(path) if name.startswith("ingestion")}
        assert all(name.endswith((".catalogue", ".contract")) for name in reached), f"{path}: {reached}"


def test_no_vague_folder_or_module_names():
    paths = tracked("*.py", "*.sql")
    assert len(paths) > 20
    for path in paths:
        words = {part.removesuffix(".py").removesuffix(".sql") for part in path.parts}
        assert not words & BANNED_NAMES, path
        assert "common" not in words or path.parts[0] == "dags", path


def test_no_module_is_imported_by_dbt_by_accident():
    assert not [path for path in tracked("*.py") if path.name.startswith("dbt_")]
    assert not tracked("dbt_project/*__init__.py")


def test_every_source_has_the_same_folders():
    sources = {path.parts[2] for path in tracked("ingestion/sources/*/*")}
    assert sources == {"ijw_iwmo", "wachtlijsten", "clientervaring", "registers"}


def test_the_project_speaks_of_itself_alone():
    texts = [path for path in tracked() if path.suffix in {".py", ".md", ".yml", ".sql", ".toml", ".txt", ""}]
    assert len(texts) > 50
    forbidden = re.compile(
        r"/work/|/root/|pythonhosted|registry\.npmjs|raise NotImplementedError|#\s*(TODO|FIXME|XXX)\b"
    )
    for path in texts:
        if path == Path(__file__).relative_to(PROJECT):
            continue
        found = forbidden.search((PROJECT / path).read_text(encoding="utf-8", errors="replace"))
        assert not found, f"{path}: {found.group() if found else ''}"


def test_sql_models_and_modules_hold_one_decision():
    paths = tracked("*.py", "*.sql")
    assert len(paths) > 20
    too_long = {
        str(path): lines
        for path in paths
        if (lines := (PROJECT / path).read_text(encoding="utf-8").count("\n")) > (120 if path.suffix == ".sql" else 400)
    }
    assert too_long == {}
