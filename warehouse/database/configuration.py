"""The settings of the embedded server, as text decided from the machine; nothing here reads or writes a file.

Chosen for two cores and a few GiB: nightly bulk loads, few connections, the same plan on every machine.
"""

from pathlib import Path
from zlib import crc32

MEBIBYTE = 2**20
GIBIBYTE = 2**30
SUPERUSER = "postgres"


def memory_settings(total_bytes: int) -> dict[str, str]:
    """Memory settings for a machine with `total_bytes` of memory: modest, since Airflow and dbt live beside it."""
    shared = min(max(total_bytes // 64, 64 * MEBIBYTE), 512 * MEBIBYTE)
    is_small = total_bytes < 6 * GIBIBYTE
    return {
        "shared_buffers": f"{shared // MEBIBYTE}MB",
        "effective_cache_size": f"{max(total_bytes // 2, 256 * MEBIBYTE) // MEBIBYTE}MB",
        "work_mem": "16MB" if is_small else "48MB",
        "maintenance_work_mem": "64MB" if is_small else "256MB",
    }


def server_settings(*, port: int, socket: Path | None, logs: Path, total_bytes: int) -> dict[str, str]:
    """Every setting that differs from PostgreSQL's default, name -> value (unquoted)."""
    return {
        "listen_addresses": "127.0.0.1",
        "port": str(port),
        "unix_socket_directories": f'"{socket}"' if socket else "",
        "unix_socket_permissions": "0700",
        "password_encryption": "scram-sha-256",
        "max_connections": "100",
        **memory_settings(total_bytes),
        # bulk loads: fewer checkpoints, and less written twice after each of them
        "max_wal_size": "2GB",
        "checkpoint_timeout": "15min",
        "wal_compression": "on",
        "random_page_cost": "1.1",
        # compiling costs more than our queries; one plan for every number of cores
        "jit": "off",
        "max_parallel_workers_per_gather": "0",
        "timezone": "UTC",
        "datestyle": "ISO, YMD",
        "lc_messages": "C",
        # privacy: an ERROR quotes the value that was wrong, so errors reach the client and never the log; what is
        # logged (LOG, FATAL, PANIC) comes without statement, parameters, detail or context
        "log_min_messages": "log",
        "log_min_error_statement": "panic",
        "log_error_verbosity": "terse",
        "log_parameter_max_length": "0",
        "log_parameter_max_length_on_error": "0",
        "log_statement": "none",
        "log_min_duration_statement": "-1",
        # seven files, one per day of the week, each overwritten a week later
        "logging_collector": "on",
        "log_directory": str(logs),
        "log_filename": "postgresql-%a.log",
        "log_truncate_on_rotation": "on",
        "log_rotation_age": "1d",
        "log_rotation_size": "0",
        "log_line_prefix": "%m [%p] %u@%d ",
        "log_timezone": "UTC",
        "cluster_name": "sociaal_domein",
    }


def settings_text(settings: dict[str, str]) -> str:
    """The settings as a configuration file of PostgreSQL."""
    lines = [f"{name} = '{value.replace(chr(39), chr(39) * 2)}'" for name, value in settings.items()]
    return "# Written at every start; lasting changes: alter system set ...\n" + "\n".join(lines) + "\n"


def access_text(*, has_socket: bool) -> str:
    """Who may connect (pg_hba.conf): with a password only; the superuser through the socket only, if there is one."""
    lines = [
        "# Written at every start. TYPE DATABASE USER ADDRESS METHOD",
        "local all all scram-sha-256",
        "local replication all scram-sha-256",
    ]
    if has_socket:
        lines.append(f"host all {SUPERUSER} all reject")
    return "\n".join([*lines, "host all all 127.0.0.1/32 scram-sha-256"]) + "\n"


def first_port(home: Path) -> int:
    """Where the search for a free port begins: below the range the system hands out, and different for each home."""
    return 20000 + crc32(bytes(home)) % 10000
