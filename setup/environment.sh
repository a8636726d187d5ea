# Sourced by ./run and ./test: finds Python, installs what is missing, builds .venv/. Bash, from the checkout.
#
#   set_up run     what the program needs
#   set_up test    that, and what the tests need
#
# Nothing is done twice: .venv/ is built again only where pyproject.toml or setup/constraints.txt changed, Debian
# is asked only for packages that are not there. Environment: PYTHON names the interpreter to use.

set_up() {
    local purpose=$1
    mkdir -p var
    if command -v flock >/dev/null; then
        exec 9>var/setup.lock
        flock 9
    fi
    local lists=(setup/debian-run.txt)
    [ "$purpose" = test ] && lists+=(setup/debian-test.txt)
    need_debian_packages "${lists[@]}"
    build_venv "$purpose"
    exec 9>&-
}

say() { printf '%s\n' "$*" >&2; }

# ------------------------------------------------------------------ Debian packages

# need_debian_packages LIST…: install what the lists name and the machine lacks; exit 1 where that is not possible.
need_debian_packages() {
    command -v dpkg-query >/dev/null || return 0 # not Debian: the packages have other names there
    local missing=() name
    for name in $(sed 's/#.*//' "$@") $(python_packages); do
        is_installed "$name" || missing+=("$name")
    done
    [ ${#missing[@]} -eq 0 ] && return 0
    local command=(apt-get install -y --no-install-recommends "${missing[@]}")
    local as_root=()
    if [ "$(id -u)" -ne 0 ]; then
        if ! sudo -n true 2>/dev/null; then
            say "These Debian packages are missing: ${missing[*]}"
            say "Install them, then start this again:"
            say "    sudo ${command[*]}"
            exit 1
        fi
        as_root=(sudo -n)
    fi
    say "Installing Debian packages: ${missing[*]}"
    local log=var/apt.log
    if ! "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get update -q >"$log" 2>&1 ||
        ! "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive "${command[@]}" >>"$log" 2>&1 </dev/null; then
        tail -n 20 "$log" >&2
        say "apt-get failed; the whole of it is in $log"
        exit 1
    fi
}

is_installed() {
    local status
    status=$(dpkg-query -W -f '${db:Status-Status}\n' "$1" 2>/dev/null) || true
    # Newer releases renamed some libraries (libasound2t64): a package that provides the name will do.
    case "$status" in installed*) return 0 ;; esac
    dpkg-query -W -f '${db:Status-Status} ${Provides}\n' 2>/dev/null | grep -q "^installed .*\b$1\b"
}

# The packages that give Debian's own Python the power to make an environment; nothing where another does.
python_packages() {
    local python
    if ! python=$(find_python); then
        echo python3 python3-venv
    elif ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
        echo python3-venv
    fi
}

# ------------------------------------------------------------------ Python

# find_python: print the path of a Python 3.11 or 3.12, or fail.
find_python() {
    local name path
    for name in ${PYTHON:-} python3.11 python3.12 python3; do
        path=$(command -v "$name") || continue
        "$path" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 13))' 2>/dev/null || continue
        echo "$path"
        return 0
    done
    return 1
}

# build_venv PURPOSE: .venv/ with the exact versions of setup/constraints.txt and the checkout itself, editable.
build_venv() {
    local purpose=$1 python extra="" wanted
    if ! python=$(find_python); then
        say "Contact Desk needs Python 3.11 or 3.12; none was found. PYTHON=/path/to/python3.11 names one."
        exit 1
    fi
    wanted=$(stamp "$python")
    if [ -f .venv/stamp-test ] && [ "$(cat .venv/stamp-test)" = "$wanted" ]; then return 0; fi
    if [ "$purpose" = run ] && [ -f .venv/stamp-run ] && [ "$(cat .venv/stamp-run)" = "$wanted" ]; then return 0; fi
    say "Installing Contact Desk into .venv/ ($("$python" -V))"
    [ "$(cat .venv/stamp-place 2>/dev/null)" = "$(place "$python")" ] || rm -rf .venv
    rm -f .venv/stamp-run .venv/stamp-test
    [ -x .venv/bin/python ] || "$python" -m venv .venv
    [ "$purpose" = test ] && extra="[dev]"
    .venv/bin/python -m pip install --quiet --disable-pip-version-check --no-input \
        --constraint setup/constraints.txt --editable ".$extra" >&2 </dev/null || {
        say "pip could not install Contact Desk's dependencies (see above)."
        exit 1
    }
    place "$python" >.venv/stamp-place
    echo "$wanted" >".venv/stamp-$purpose"
}

# An environment is bound to its interpreter and to the folder it was made in.
place() { echo "$PWD $("$1" -c 'import sys; print(sys.base_prefix, sys.version)' | tr -d '\n')"; }

stamp() { { place "$1"; cat pyproject.toml setup/constraints.txt; } | sha256sum | cut -d' ' -f1; }
