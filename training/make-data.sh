#!/bin/sh
# Draws the pictures that the starter model is trained and validated on: training/make-data.sh FOLDER
#
# Half of them show the line as it is set up, the others the ways in which it normally varies. Dim light, a blurred lens,
# strong noise and the unknown part are left out: before those the model is meant to get worse. Every set has seeds of its
# own, all below 900000, and the same seeds always give the same pictures.
set -eu

if [ $# -ne 1 ]; then
  echo "usage: $0 FOLDER" >&2
  exit 2
fi
folder=$1
root=$(cd "$(dirname "$0")/.." && pwd)
PATH=$root/node_modules/.bin:$PATH

scenes() { # NAME FIRST_SEED COUNT [KNOB...]
  name=$1 seed=$2 count=$3
  shift 3
  # A set that is there in full has this file, which is written last.
  if [ -e "$folder/$name/drawn" ]; then
    return
  fi
  node "$root/bin/vigil.mjs" demo scenes --force --seed "$seed" --count "$count" --out "$folder/$name" "$@"
  touch "$folder/$name/drawn"
}

mkdir -p "$folder"
scenes val     800000  300
scenes default      0 3200
scenes dusk    100000  400 --light 0.7 --light-kelvin 5000
scenes bright  101000  400 --light 1.3 --light-kelvin 6500
scenes warm    102000  400 --light 0.85 --light-kelvin 4500 --noise 6
scenes soft    103000  400 --focus 0.6 --noise 4
scenes still   104000  400 --focus 0.3 --noise 1 --belt-speed 0
scenes fast    105000  400 --belt-speed 6 --parts 8
scenes sparse  106000  400 --parts 2 --tilt 5 --light 1.1
scenes crowded 107000  400 --parts 8 --tilt -5 --light 0.9 --light-kelvin 6000
