FROM node:26-slim AS dependencies
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev && npm sbom --package-lock-only --omit=dev --sbom-format=cyclonedx > sbom.json && npm cache clean --force

FROM node:26-slim
ENV NODE_ENV=production DATABASE_URL=file:/data/tendril.db HEALTH_PORT=8080
WORKDIR /app
COPY --from=dependencies /app/node_modules node_modules
COPY --from=dependencies /app/sbom.json ./
COPY package.json LICENSE ./
COPY src src
COPY commands commands
RUN rm -rf src/sandbox src/terminal && mkdir /data && chown node:node /data
USER node
VOLUME /data
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s --retries=3 CMD ["node", "src/operate/check.ts"]
CMD ["node", "src/main.ts"]
