ARG PYTHON
FROM python:${PYTHON}
ARG EXTRA
RUN apt-get update && apt-get install -y jq ${EXTRA}
