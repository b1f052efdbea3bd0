#!/bin/sh
# Stores a profile, checks it, stages a change, publishes it and rolls it back: what a provisioning script does.
#
#   PORTOLAN=http://127.0.0.1:8787 PORTOLAN_TOKEN=… sh provision.sh headquarters headquarters.yaml
#
# Needs curl and jq. Safe to run again: a document that is already there makes no new revision.
set -eu

: "${PORTOLAN:?the address of the service, such as http://127.0.0.1:8787}"
: "${PORTOLAN_TOKEN:?a token with the scope write}"
id=$1
file=$2
profile=$PORTOLAN/v1/profiles/$id

# The token stands in a file that only we can read, so that it does not show in the list of processes.
headers=$(umask 077 && mktemp)
trap 'rm -f "$headers"' EXIT
printf 'Authorization: Bearer %s\n' "$PORTOLAN_TOKEN" >"$headers"
call() {
  body=$(curl --silent --show-error --fail-with-body --header "@$headers" "$@") || {
    printf '%s\n' "$body" >&2
    return 1
  }
  printf '%s\n' "$body"
}

# 1. Check without storing. A wrong document ends the script here, with a problem+json that says where and why.
checked=$(call -X PUT "$profile?dryRun=true" -H 'Content-Type: application/yaml' --data-binary "@$file")
printf '%s' "$checked" | jq -r '.findings[] | "\(.severity): \(.path) \(.message)"'

# 2. Store and publish. The answer names the URL that clients fetch.
stored=$(call -X PUT "$profile" -H 'Content-Type: application/yaml' --data-binary "@$file")
pac_url=$(printf '%s' "$stored" | jq -r .publication.pacUrl)
revision=$(printf '%s' "$stored" | jq .revision)
etag=$(printf '%s' "$stored" | jq -r .etag)
curl --silent --show-error --fail "$pac_url" >/dev/null
echo "published revision $revision"

# 3. Stage a change, only on top of what was just stored (If-Match), and look at it before anybody else does.
staged=$(printf '%s' "$stored" | jq '.document + {note: "staged by provision.sh"}' |
  call -X PUT "$profile?publish=false" -H 'Content-Type: application/json' -H "If-Match: $etag" --data-binary @- |
  jq .revision)
curl --silent --show-error --fail "$pac_url?stage=next" >/dev/null
call "$profile/diff?from=$revision&to=$staged" | jq -r '.changes[] | "\(.op) \(.path)"'

# 4. Ask the stored profile a question.
call -X POST "$profile/explain" -H 'Content-Type: application/json' \
  --data '{"queries":[{"url":"https://www.example.com/","at":"2026-11-24T09:00:00Z"}]}' |
  jq -r '.results[] | "\(.url) goes to \(.route): \(.pac)"'

# 5. Publish what was staged, then go back to what was there before.
call -X POST "$profile/publish" -H 'Content-Type: application/json' --data "{\"revision\":$staged}" >/dev/null
echo "published revision $staged"
back=$(call -X POST "$profile/rollback" -H 'Content-Type: application/json' --data "{\"revision\":$revision}" | jq .revision)
echo "rolled back to revision $revision as revision $back"
