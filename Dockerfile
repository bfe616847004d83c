# Two stages: the first builds, the second runs without a compiler, without pip's cache, and not as root.

FROM python:3.13-slim AS build
WORKDIR /src
RUN python -m venv /opt/repaso
COPY requirements.txt .
RUN /opt/repaso/bin/pip install --no-cache-dir --require-hashes -r requirements.txt
COPY pyproject.toml hatch_build.py README.md CHANGELOG.md LICENSE ./
COPY alembic alembic
COPY content content
COPY bot bot
RUN /opt/repaso/bin/pip install --no-cache-dir --no-deps --no-build-isolation .

FROM python:3.13-slim
RUN useradd --create-home --uid 10001 repaso && mkdir /data && chown repaso /data
COPY --from=build /opt/repaso /opt/repaso
ENV PATH=/opt/repaso/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    DATABASE_URL=sqlite:////data/repaso.db \
    HTTP_PORT=8080 \
    LOG_FORMAT=json
USER repaso
WORKDIR /home/repaso
VOLUME /data
EXPOSE 8080
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s \
    CMD ["python", "-c", "import os, urllib.request as r; r.urlopen(f'http://127.0.0.1:{os.environ[\"HTTP_PORT\"]}/healthz', timeout=4)"]
ENTRYPOINT ["repaso"]
CMD ["run"]
