# syntax=docker/dockerfile:1
# One image with a role for each process: `safiri` runs any service, the website, migrations and commands. Two smaller ones
# stand beside it: Nginx with our configuration, and PostgreSQL that archives its log for backups.

FROM node:24-bookworm-slim AS sources
WORKDIR /safiri
COPY . .

# With everything that building needs: the compiler of pages is a native program.
FROM sources AS build
RUN npm ci --no-audit --no-fund && node scripts/build-portal.ts

# What runs: no development packages, and neither the embedded PostgreSQL nor pinned Nodes, which are optional.
# Workspaces stay links into the tree: Node strips types nowhere inside node_modules.
FROM sources AS modules
RUN npm ci --omit=dev --omit=optional --no-audit --no-fund \
 && rm -rf e2e bench .github .ci

FROM node:24-bookworm-slim AS safiri
ENV NODE_ENV=production \
    NODE_COMPILE_CACHE=/tmp/compiled
WORKDIR /safiri
COPY --from=modules /safiri /safiri
COPY --from=build /safiri/apps/portal/build /safiri/apps/portal/build
# A new volume takes the owner of the folder that it is laid over.
RUN for name in master auth company ticketing payment qr notification migration database rabbitmq redis; \
    do install -d -o node -g node -m 755 /secrets/$name; done \
 && install -d -o node -g node -m 700 /data
USER node
EXPOSE 8000
# A role is chosen by the command. Alone, it says which there are.
CMD ["node", "-e", "console.error('Say what to run: node services/NAME/src/process.ts, node apps/platform/src/portal-process.ts, or a command of apps/platform/src/commands'); process.exit(2)"]

FROM nginx:stable-bookworm AS gateway
COPY deploy/nginx /etc/safiri-nginx
USER nginx
EXPOSE 8000 3000 3001
# Configuration is read where it lies; what is written goes below the prefix, a file system in memory.
CMD ["sh", "-c", "mkdir -p /tmp/nginx/temp && exec nginx -p /tmp/nginx -c /etc/safiri-nginx/nginx.conf -g 'daemon off;'"]

FROM postgres:15-bookworm AS database
COPY --from=node:24-bookworm-slim /usr/local/bin/node /usr/local/bin/node
COPY packages/runtime/src/backups/wal-command.ts packages/runtime/src/backups/sealed-file.ts /safiri/backups/
COPY packages/runtime/package.json /safiri/package.json
RUN install -d -o postgres -g postgres -m 700 /backups
USER postgres
