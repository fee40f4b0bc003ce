import { readFileSync, statSync } from 'node:fs';

/** A container's id: 64 hexadecimal digits, or 32 and a number on ECS, or a UUID, whose end is short in Garden. */
const ID = '[0-9a-f]{64}|[0-9a-f]{32}-\\d+|[0-9a-f]{8}(?:[-_][0-9a-f]{4}){3}[-_](?:[0-9a-f]{12}|[0-9a-f]{4})';
const CGROUP_LINE = new RegExp(`(?:^|[/:-])(${ID})(?:\\.scope)?$`);
/** The last one of a line: a container that sees its host's mounts has others before it. */
const MOUNT = new RegExp(`.*/([^\\s/]+)/(${ID})/\\S*hostname`);

/** The id in a text of `/proc/self/cgroup`, whose lines are `hierarchy:controllers:path`. */
export function containerIdOfCgroup(text: string): string | undefined {
  for (const line of text.split('\n')) {
    const path = line.split(':').slice(2).join(':').trim();
    const found = CGROUP_LINE.exec(path);
    if (found !== null) return found[1];
  }
  return undefined;
}

/** The id in a text of `/proc/self/mountinfo`, where a runtime mounts the container's hostname file. */
export function containerIdOfMounts(text: string): string | undefined {
  for (const line of text.split('\n')) {
    const found = MOUNT.exec(line);
    // the id of a sandbox is that of its pause container
    if (found !== null && found[1] !== 'sandboxes') return found[2];
  }
  return undefined;
}

/**
 * The container that this process runs in, or `in-<inode>` of its cgroup where the runtime hides the id; `undefined` outside
 * of containers and of Linux. The places are those that Datadog's own clients read.
 */
export function detectContainerId(): string | undefined {
  return (
    containerIdOfCgroup(read('/proc/self/cgroup')) ??
    containerIdOfMounts(read('/proc/self/mountinfo')) ??
    cgroupInode()
  );
}

/** The cgroup namespace of the host itself has this fixed number. */
const HOST_CGROUP_NAMESPACE_INODE = 0xeffffffb;

function cgroupInode(): string | undefined {
  if (inodeOf('/proc/self/ns/cgroup') === HOST_CGROUP_NAMESPACE_INODE) return undefined;
  const paths = new Map(
    read('/proc/self/cgroup')
      .split('\n')
      .map((line) => line.split(':'))
      .filter((parts) => parts.length >= 3)
      .map(([, controllers, ...path]) => [controllers, path.join(':')]),
  );
  const memory = paths.get('memory');
  const candidates = [
    ...(memory === undefined ? [] : [`/sys/fs/cgroup/memory${memory}`]),
    ...(paths.has('') ? [`/sys/fs/cgroup${paths.get('')}`] : []),
  ];
  for (const path of candidates) {
    const inode = inodeOf(path);
    // 1 and 2 are the roots of file systems
    if (inode !== undefined && inode > 2) return `in-${inode}`;
  }
  return undefined;
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

function inodeOf(path: string): number | undefined {
  try {
    return statSync(path).ino;
  } catch {
    return undefined;
  }
}
