"""Print what Airflow sees in dags/, as JSON. Runs in a process of its own: Airflow changes the one that imports it.

Run   python -m tests.dags.facts
"""

import json
import sys

from dags.common.configuration import use_configuration
from warehouse.settings import PROJECT, load_settings


def main() -> None:
    use_configuration(load_settings())
    from airflow.dag_processing.dagbag import DagBag

    from dags.common.runs import renews, waits_for

    before = set(sys.modules)
    bag = DagBag(str(PROJECT / "dags"))
    json.dump(
        {
            "import_errors": bag.import_errors,
            "imported": sorted({name.split(".")[0] for name in set(sys.modules) - before}),
            "dags": {
                dag.dag_id: {
                    "file": dag.relative_fileloc,
                    "doc": dag.doc_md,
                    "tags": sorted(dag.tags),
                    "catchup": dag.catchup,
                    "max_active_runs": dag.max_active_runs,
                    "waits_for": sorted(waits_for(dag)),
                    "renews": sorted(renews(dag)),
                    "tasks": {
                        task.task_id: {
                            "owner": task.owner,
                            "retries": task.retries,
                            "has_timeout": task.execution_timeout is not None,
                            "doc": task.doc_md or "",
                            "upstream": sorted(task.upstream_task_ids),
                        }
                        for task in dag.tasks
                    },
                }
                for dag in bag.dags.values()
            },
        },
        sys.stdout,
    )


if __name__ == "__main__":
    main()
