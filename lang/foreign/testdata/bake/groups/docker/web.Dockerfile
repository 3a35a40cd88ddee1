ARG PYTHON
FROM python:${PYTHON} AS base
RUN pip install flask gunicorn
FROM base AS runtime
ENV ROLE=web
EXPOSE 80
CMD ["gunicorn", "app"]
FROM base AS debug
RUN pip install debugpy
