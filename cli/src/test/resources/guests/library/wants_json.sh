#!/bin/sh
# Reads its arguments as JSON from a file: WANT_JSON
read -r given <"$1"
case $given in *'"weight": 3'*) weight=3 ;; *) weight=unknown ;; esac
printf '{"changed": false, "weight": "%s"}\n' "$weight"
