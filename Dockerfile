# The project on the hashed lock; runs as a user without rights.
ARG PYTHON_IMAGE=python:3.11-slim-bookworm
FROM ${PYTHON_IMAGE}

RUN apt-get update \
 && apt-get install -y --no-install-recommends postgresql-client \
 && rm -rf /var/lib/apt/lists/* \
 && useradd --create-home --uid 50000 press \
 && install -d -o press -m 700 /opt/airflow /var/lib/press /var/lib/press-key \
 && install -d -o press /opt/press

ENV PYTHONUNBUFFERED=1 PYTHONPATH=/opt/press:/opt/press/plugins \
    AIRFLOW_HOME=/opt/airflow \
    AIRFLOW__CORE__DAGS_FOLDER=/opt/press/dags \
    AIRFLOW__CORE__PLUGINS_FOLDER=/opt/press/plugins \
    AIRFLOW__CORE__LOAD_EXAMPLES=False \
    AIRFLOW__CORE__DEFAULT_TIMEZONE=Asia/Ho_Chi_Minh \
    AIRFLOW__USAGE_DATA_COLLECTION__ENABLED=False \
    DO_NOT_TRACK=1 GX_ANALYTICS_ENABLED=False

WORKDIR /opt/press
COPY requirements.txt .ci/uv.txt ./
RUN pip install --no-cache-dir --require-hashes -r uv.txt && uv pip install --system --no-cache --require-hashes -r requirements.txt
COPY --chown=press . .
RUN uv pip install --system --no-cache --no-deps --no-build-isolation -e .

USER press
CMD ["airflow", "version"]
