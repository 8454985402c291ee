"""The warehouse on Apache Spark: Iceberg tables, read and written by one session of this process.

It runs in an environment of its own (requirements-spark.txt), never in the project's. What a statement says in the
words that DuckDB and PostgreSQL share is put in Spark's. There is no transaction over several tables: what has to
happen at once is one commit of one table, and a load or a build that is killed half-way is done again, since the notes
of what was loaded are written last.
"""

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from typing import Any

import pyarrow as pa

from include.errors import SettingError
from include.landing.contract import Table
from include.settings import settings
from include.warehouse.changes import Source

TYPES = {"text": "string", "float8": "double", "timestamptz": "timestamp"}
FILE_NAME = r"day=([0-9-]+)/([^/]+)[.]parquet$"
CATALOG = "spark.sql.catalog.spark_catalog"


@cache
def session() -> Any:
    """Return this process's session on the master that the settings name; the catalogue lies beside the tables.

    Raises:
        SettingError: The runtime of Iceberg is not where the settings say.
    """
    from pyspark.sql import SparkSession

    jar, folder = settings().spark_jar, settings().warehouse / "spark"
    if jar is None or not jar.is_file():
        raise SettingError(f"PRESS_SPARK_JAR is {jar}: no such file.", hint="Get it with .ci/spark.")
    folder.mkdir(parents=True, exist_ok=True)
    builder = SparkSession.builder.master(settings().spark_master).appName("press")
    for name, value in {
        "spark.jars": jar,
        "spark.ui.enabled": "false",
        "spark.sql.session.timeZone": "UTC",
        "spark.sql.shuffle.partitions": 4,
        "spark.sql.warehouse.dir": folder / "tables",
        "spark.hadoop.javax.jdo.option.ConnectionURL": f"jdbc:derby:;databaseName={folder / 'catalogue'};create=true",
        "spark.hadoop.datanucleus.connectionPoolingType": "none",
        "spark.hadoop.datanucleus.schema.autoCreateAll": "true",
        "spark.hadoop.hive.metastore.schema.verification": "false",
        "spark.hadoop.iceberg.engine.hive.lock-enabled": "false",  # builds are alone by a lock of their own
        "spark.driver.extraJavaOptions": f"-Dderby.stream.error.file={folder / 'derby.log'} -Duser.timezone=UTC",
        "spark.executor.extraJavaOptions": "-Duser.timezone=UTC",
        "spark.sql.extensions": "org.apache.iceberg.spark.extensions.IcebergSparkSessionExtensions",
        CATALOG: "org.apache.iceberg.spark.SparkSessionCatalog",
        f"{CATALOG}.type": "hive",
        "spark.sql.sources.default": "iceberg",
        "spark.sql.parquet.outputTimestampType": "TIMESTAMP_MICROS",
    }.items():
        builder = builder.config(name, str(value))
    found = builder.enableHiveSupport().getOrCreate()
    found.sparkContext.setLogLevel("ERROR")
    return found


class SparkStore:
    """Iceberg tables below the folder of the warehouse, which every worker reaches by the same path."""

    table = "table"

    def __init__(self) -> None:
        """Start the session, or take the one that this process has."""
        self._session = session()

    def execute(self, sql: str) -> None:
        """Run one statement."""
        self._session.sql(to_spark_sql(sql))

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        """Return the rows of one query."""
        return [tuple(row) for row in self._session.sql(to_spark_sql(sql)).collect()]

    def relations(self, schema: str) -> list[str]:
        """Return the names of the tables in a schema."""
        if not self._session.catalog.databaseExists(schema):
            return []
        return [row["tableName"] for row in self._session.sql(f"show tables in {schema}").collect()]

    def columns(self) -> list[tuple[Any, ...]]:
        """Return schema, table, kind of table, name and type of each column, in order."""
        catalogue = self._session.catalog
        return [
            (database.name, table.name, table.tableType, column.name, column.dataType)
            for database in catalogue.listDatabases()
            for table in catalogue.listTables(database.name)
            if table.namespace  # a view of the session has none
            for column in catalogue.listColumns(f"{database.name}.{table.name}")
        ]

    def insert(self, name: str, rows: pa.Table) -> None:
        """Add rows, matched by column name."""
        self._frame(name, rows).writeTo(f"landing.{name}").append()

    def replace(self, name: str, rows: pa.Table) -> None:
        """Put rows in place of all rows of a table, in one commit."""
        from pyspark.sql.functions import lit

        self._frame(name, rows).writeTo(f"landing.{name}").overwrite(lit(True))

    def _frame(self, name: str, rows: pa.Table) -> Any:
        """Return rows of Arrow in the types of a table of landing."""
        schema = self._session.table(f"landing.{name}").schema
        wanted = type(schema)([field for field in schema if field.name in rows.column_names])
        return self._session.createDataFrame(rows.select(wanted.names), wanted)

    def insert_files(self, name: str, schema: pa.Schema, sources: Sequence[Source]) -> None:
        """Have the workers read the files themselves, with the day and part that each row stands for."""
        from pyspark.sql.functions import col, regexp_extract

        whole = [str(source.path) for source in sources if source.parts is None and source.own is None]
        own = [str(source.path) for source in sources if source.own is not None]
        for source in sources:
            if source.parts is not None:
                self._append(
                    name, self._read(name, [str(source.path)]).where(col("partition_part").isin(*source.parts))
                )
        if whole:
            self._append(name, self._read(name, whole))
        if own:
            path = col("_metadata.file_path")
            day, part = (regexp_extract(path, FILE_NAME, group) for group in (1, 2))
            found = self._read(name, own).select(*schema.names, day.cast("date").alias("partition_day"))
            self._append(name, found.withColumn("partition_part", part))

    def _read(self, name: str, files: Sequence[str]) -> Any:
        """Read Parquet files in the columns of a table; one that a file lacks is null."""
        from pyspark.sql.types import StructType

        fields = self._session.table(f"landing.{name}").schema
        reader = self._session.read.schema(StructType(list(fields))).option("recursiveFileLookup", "true")
        return reader.format("parquet").load(list(files))

    def _append(self, name: str, rows: Any) -> None:
        """Add rows that the workers hold to a table, in one commit."""
        rows.writeTo(f"landing.{name}").append()

    def loaded(self, declared: Table) -> None:
        """Nothing to do: Iceberg keeps the bounds of every file."""

    def counted(self, name: str) -> None:
        """Nothing to do: Iceberg counts as it writes."""

    def grant_readers(self) -> None:
        """Nothing to do: readers have the published copy, never these tables."""

    def copy_out(self, query: str, folder: str) -> None:
        """Have the workers write the rows of a query to a folder of Parquet files."""
        self._session.sql(query).write.format("parquet").mode("overwrite").save(folder)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Run the statements one after the other: each is a commit of its own."""
        yield

    def close(self) -> None:
        """Keep the session: dbt runs in it, and it ends with the process."""


def to_spark_sql(sql: str) -> str:
    """Return a statement of the load or of the publication in Spark's words."""
    words = re.sub(r"([\w.]+) at time zone ('[^']+')", r"from_utc_timestamp(\1, \2)", sql)
    if words.startswith("create table"):
        words = re.sub(rf"\b({'|'.join(TYPES)})\b(?=[,)])", lambda found: TYPES[found[1]], words)
    return words.removesuffix(" cascade")
