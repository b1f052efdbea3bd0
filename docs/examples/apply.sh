#!/bin/sh
# Brings a service to the documents of a folder, or shows what that would do.
#
#   PORTOLAN=https://pac.example.com PORTOLAN_TOKEN=… sh apply.sh plan  documents
#   PORTOLAN=https://pac.example.com PORTOLAN_TOKEN=… sh apply.sh apply documents
#   PORTOLAN=https://pac.example.com PORTOLAN_TOKEN=… sh apply.sh pull  documents.yaml
#
# Every *.yaml file of the folder is one document or several (with --- between them), each with `kind` and `id`.
# PRUNE=1 also deletes what the folder does not have. Needs curl and jq. The exit status is 1 when anything is wrong.
set -eu

: "${PORTOLAN:?the address of the service, such as https://pac.example.com}"
: "${PORTOLAN_TOKEN:?a token with the scope write}"
[ $# -eq 2 ] || { sed -n '2,9s/^# \{0,1\}//p' "$0" >&2; exit 2; }
action=$1
place=$2

# The token stands in a file that only we can read, so that it does not show in the list of processes.
work=$(umask 077 && mktemp -d)
trap 'rm -rf "$work"' EXIT
printf 'Authorization: Bearer %s\n' "$PORTOLAN_TOKEN" >"$work/headers"
call() { curl --silent --show-error --fail-with-body --header "@$work/headers" "$@"; }

case $action in
  pull)
    call -H 'Accept: application/yaml' "$PORTOLAN/v1/export" >"$work/export"
    mv "$work/export" "$place"
    echo "written: $place"
    exit
    ;;
  plan) query='?dryRun=true' ;;
  apply) query='?dryRun=false' ;;
  *) echo "expected plan, apply or pull, found $action" >&2; exit 2 ;;
esac
[ "${PRUNE:-}" = 1 ] && query="$query&prune=true"

# awk puts a separator before each file, whether or not the one before ended its last line.
awk 'FNR == 1 { print "---" } { print }' "$place"/*.yaml >"$work/set.yaml"

# The key makes a retry of the same apply safe: the service gives the first answer again.
key=$(cksum <"$work/set.yaml" | tr -d ' ')-$action-${RUN_ID:-$$}
call --retry 3 -X POST "$PORTOLAN/v1/apply$query" -H 'Content-Type: application/yaml' \
  -H "Idempotency-Key: $key" --data-binary "@$work/set.yaml" >"$work/plan.json" || {
  jq -r '"\(.title): \(.detail)", (.errors[]? | "  \(.pointer) \(.detail)")' "$work/plan.json" >&2
  exit 1
}
jq -r '
  (.plan[] | select(.action != "unchanged") |
    "\(.action) \(.kind) \(.id)", (.changes[] | select(.path != "") | "    \(.op) \(.path)"),
    (.findings[] | "    \(.severity): \(.path) \(.message)")),
  (.dependents[] | "made anew: profile \(.profile), \(.state)"),
  "\(.totals.create) to create, \(.totals.change) to change, \(.totals.delete) to delete, \(.totals.unchanged) unchanged"
' "$work/plan.json"
