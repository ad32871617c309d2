# How a container is laid out on this machine, by what Linux has: read by run-container.ts, which writes the calls after it.
# Everything happens in mount, network, process and host name spaces of its own, so nothing of it is left when it ends.
# ROOT is where its file system comes to be, LAYER what is written to it until it is sealed.

# The files of this machine are the base of every image; what an image has more is written over them, in memory.
begin() {
  mount -t tmpfs -o mode=755 tmpfs "$LAYER"
  mkdir "$LAYER/upper" "$LAYER/work"
  # Removed, as an overlay takes it; then made anew, empty.
  for name in tmp home root; do mknod "$LAYER/upper/$name" c 0 0; done
  mount -t overlay overlay -o "lowerdir=/,upperdir=$LAYER/upper,workdir=$LAYER/work" "$ROOT"
  mkdir -m 1777 "$ROOT/tmp"
  mount -t proc proc "$ROOT/proc"
  mount -t tmpfs -o mode=755 tmpfs "$ROOT/dev"
  for device in null zero full random urandom tty; do
    touch "$ROOT/dev/$device"
    mount --bind "/dev/$device" "$ROOT/dev/$device"
  done
  ln -s /proc/self/fd "$ROOT/dev/fd"
  ln -s /proc/self/fd/1 "$ROOT/dev/stdout"
  ln -s /proc/self/fd/2 "$ROOT/dev/stderr"
  mkdir "$ROOT/dev/shm"
  mount -t sysfs -o ro sysfs "$ROOT/sys"
  mount --rbind /sys/fs/cgroup "$ROOT/sys/fs/cgroup"
}

# A path inside, from outside: links in it are followed as whoever is inside would follow them.
inside() { echo "$ROOT$(chroot "$ROOT" realpath --canonicalize-missing -- "$1")"; }

# text TARGET: a file with what comes in.
text() { cat >"$(inside "$1")"; }

# program SOURCE TARGET: one file of this machine under another name.
program() {
  local target
  target="$(inside "$2")"
  mkdir -p "$(dirname "$target")"
  touch "$target"
  mount --bind "$1" "$target"
}

# copy SOURCE… TARGET, as COPY of a Dockerfile.
copy() {
  local target last="${*: -1}"
  target="$(inside "$last")"
  if [[ $last == */ ]]; then mkdir -p "$target"; else mkdir -p "$(dirname "$target")"; fi
  cp -r "${@:1:$#-1}" "$target"
}

# sources HIDDEN CHECKOUT TARGET: the checkout without what an image leaves out, unchangeable.
sources() {
  mkdir -p "$ROOT$3"
  mount -t overlay overlay -o "lowerdir=$1:$2" "$ROOT$3"
}

run() { chroot "$ROOT" /bin/sh -ec "$1"; }

# volume SOURCE TARGET rw|ro: a new volume takes the owner of the folder that it is laid over.
volume() {
  local target
  target="$(inside "$2")"
  if [ -f "$1" ]; then mkdir -p "$(dirname "$target")"; touch "$target"; else mkdir -p "$target" "$1"; fi
  if [ -d "$1" ] && [ -z "$(ls -A "$1")" ]; then
    chown --reference="$target" "$1"
    chmod --reference="$target" "$1"
  fi
  mount --bind "$1" "$target"
  mount -o "remount,bind,nosuid,nodev,$3" "$target"
}

# scratch TARGET OPTIONS: files in memory.
scratch() {
  local target
  target="$(inside "$1")"
  mkdir -p "$target"
  mount -t tmpfs -o "nosuid,nodev,noexec,mode=1777,$2" tmpfs "$target"
}

connect() {
  hostname "$2"
  ip link set lo up
  ip address add "$1" dev eth0
  ip link set eth0 up
}

seal() {
  mount -o remount,ro "$ROOT/dev"
  mount -o remount,ro "$ROOT"
}
