FROM node:26-slim AS dependencies
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
# Type declarations and source maps are for development, and a third of all bytes.
RUN npm ci --omit=dev && npm sbom --package-lock-only --omit=dev --sbom-format=cyclonedx > sbom.json && npm cache clean --force \
  && find node_modules -type f \( -name '*.d.ts' -o -name '*.d.mts' -o -name '*.d.cts' -o -name '*.map' \) -delete

FROM node:26-slim
LABEL org.opencontainers.image.title="Tendril" \
  org.opencontainers.image.description="A self-hosted Discord bot with which a server talks to Claude" \
  org.opencontainers.image.licenses="MIT"
# For the pictures of /usage and of tables: Latin, Greek and Cyrillic, and Chinese, Japanese and Korean, in nine megabytes.
RUN apt-get update && apt-get install -y --no-install-recommends fontconfig-config fonts-dejavu-core fonts-wqy-microhei && rm -rf /var/lib/apt/lists/*
ENV NODE_ENV=production DATABASE_URL=file:/data/tendril.db HEALTH_PORT=8080 NODE_COMPILE_CACHE=/app/.compile-cache
WORKDIR /app
COPY --from=dependencies /app/node_modules node_modules
COPY --from=dependencies /app/sbom.json ./
COPY package.json LICENSE ./
COPY src src
COPY commands commands
# A relative DATABASE_URL, such as that of .env.example, leads into the volume too.
RUN rm -rf src/sandbox src/terminal && mkdir /data .compile-cache && chown node:node /data .compile-cache && ln -s /data data
USER node
# Compiles everything once, as the user who runs it: the file system is read-only later, and half of a cold start is parsing.
RUN node --eval "import('/app/src/run-process.ts').then(() => import('/app/src/operate/metrics/prometheus.ts'))"
VOLUME /data
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s --retries=3 CMD ["node", "src/operate/check.ts"]
CMD ["node", "src/main.ts"]
