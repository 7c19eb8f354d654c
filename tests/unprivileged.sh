#!/usr/bin/env bash
# Run the tests of the seal as an ordinary user, and as on lesser machines. Needs root, to become that user.
#
#     tests/unprivileged.sh [pytest options]
#
# The tree is copied to a folder that everybody can read, with an environment made from a Python that everybody can read:
# a Python in root's home is closed to others.
set -euo pipefail
cd "$(dirname "$0")/.."

readonly USER_ID=12345 # of nobody; it needs no entry in any list of users
readonly PLACE=/var/tmp/ordinary-user
readonly PYTHON=${UNPRIVILEGED_PYTHON:-/usr/bin/python3}

((EUID == 0)) || { echo "unprivileged: run this as root" >&2; exit 2; }
"$PYTHON" -c 'import sys, ensurepip, venv; sys.exit(sys.version_info < (3, 11))' \
    || { echo "unprivileged: $PYTHON must be 3.11 or newer, with venv; name another in UNPRIVILEGED_PYTHON" >&2; exit 2; }

umask 022
mkdir -p "$PLACE/tree"
# Copied afresh, without what was made here; the environment is kept from the last time.
find "$PLACE/tree" -mindepth 1 -maxdepth 1 -exec rm -rf {} +
tar -c --exclude=./.git --exclude=./.venv --exclude=./demo --exclude='*_cache' --exclude=__pycache__ . | tar -x -C "$PLACE/tree" --no-same-owner
[[ -x $PLACE/venv/bin/python ]] || "$PYTHON" -m venv "$PLACE/venv"
(
    cd "$PLACE/tree"
    PIP_CONSTRAINT=constraints.txt PIP_BUILD_CONSTRAINT=constraints.txt PIP_DISABLE_PIP_VERSION_CHECK=1 \
        "$PLACE/venv/bin/python" -m pip install --quiet --editable '.[course,dev]'
)
chmod -R a+rX "$PLACE"

cd "$PLACE/tree"
files=()
for file in tests/test_sandbox.py tests/test_seal.py tests/test_doctor.py tests/test_hostile.py; do
    if [[ -e $file ]]; then files+=("$file"); fi
done

home=$(mktemp -d)
trap 'rm -rf "$home"' EXIT
chown "$USER_ID:$USER_ID" "$home"

run() { # run WORDS COMMAND...
    local words=$1
    shift
    echo "unprivileged: $words"
    env --ignore-environment PATH=/usr/bin:/bin HOME="$home" LANG=C.UTF-8 TMPDIR="$home" "$@" \
        "$PLACE/venv/bin/python" -m pytest -q -p no:cacheprovider --numprocesses auto --dist loadfile \
        "${pytest_options[@]}" "${files[@]}"
}
pytest_options=(--basetemp="$home/pytest" "$@")
user=(setpriv --reuid "$USER_ID" --regid "$USER_ID" --clear-groups --no-new-privs)
container=("$PLACE/venv/bin/python" tests/confined.py namespaces)

run "an ordinary user" "${user[@]}"
pytest_options+=(-m "not long") # what takes minutes was seen once
run "an ordinary user in a container" "${user[@]}" "${container[@]}"
pytest_options=(--basetemp="$home/pytest-root" -m "not long" "$@")
chown 0:0 "$home"
chmod 755 "$home"
run "root in a container" "${container[@]}"
