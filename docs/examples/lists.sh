#!/bin/sh
# Stores a rule list, makes a profile that names it, asks why, and writes it for another tool.
#
#   PORTOLAN=http://127.0.0.1:8787 PORTOLAN_TOKEN=… sh lists.sh ads easylist.txt
#
# Needs curl and jq. Safe to run again: a text that is already there makes no new revision.
set -eu

: "${PORTOLAN:?the address of the service, such as http://127.0.0.1:8787}"
: "${PORTOLAN_TOKEN:?a token with the scope write}"
id=$1
file=$2
list=$PORTOLAN/v1/lists/$id
profile=$PORTOLAN/v1/profiles/$id-example

headers=$(umask 077 && mktemp)
trap 'rm -f "$headers"' EXIT
printf 'Authorization: Bearer %s\n' "$PORTOLAN_TOKEN" >"$headers"
call() { curl --silent --show-error --fail-with-body --header "@$headers" "$@"; }

# 1. What would become of its lines? Nothing is stored.
call -X PUT "$list/content?dryRun=true" -H 'Content-Type: text/plain' --data-binary "@$file" |
  jq -r '.report | "\(.format): \(.totals.kept) kept, \(.totals.weakened) weakened, \(.totals.refused) refused",
    (.refused[] | "  line \(.line): \(.text): \(.reason)")'

# 2. Store it. Any format will do; the document says "format: auto" until somebody says better.
call -X PUT "$list/content" -H 'Content-Type: text/plain' --data-binary "@$file" | jq -r '"list revision \(.revision)"'

# 3. A profile names it in its rules. A change of the list is a change of the profile, which is published again.
jq -n --arg list "$id" '{rules: [{when: {list: $list}, use: "block"}], default: "direct"}' |
  call -X PUT "$profile" -H 'Content-Type: application/json' --data-binary @- |
  jq -r '"profile revision \(.revision)"'

# 4. Why is a host blocked? The answer names the entry of the list.
call -X POST "$profile/explain" -H 'Content-Type: application/json' \
  --data '{"queries": [{"url": "https://www.ads.example/"}, {"url": "https://good.ads.example/"}]}' |
  jq -r '.results[] | "\(.url) goes to \(.route): \(.lists // .trace)"'

# 5. The same list for a tool beside the browser; the header says how much its format cannot say.
call "$list/exports/squid" --dump-header - | grep -iv '^date:'
