"""Cinder's own posix backup driver, called as Cinder's backup service calls it.

    posix_driver.py CONFIGURATION

Says {"version": ...} when it is ready, and then answers each line of JSON on its standard input with one on its
standard output:

    {"do": "backup", "file": PATH, "parent": ID or null}  ->  {"backup": ID, "seconds": SECONDS}
    {"do": "restore", "backup": ID, "file": PATH}         ->  {"seconds": SECONDS}
    {"do": "delete", "backup": ID}                        ->  {}

The seconds are those in the driver alone. It ends when there is nothing more to read, or with a traceback as soon as
anything fails.

Nothing of Cinder is replaced: it has its database, in a file, and sends its notifications, to nobody. What is left out
is the service that asks the driver: the queue, attaching the volume, what it writes down before and after.
"""

import eventlet

# As cinder.cmd.backup does, before anything else is loaded.
eventlet.monkey_patch()

import json  # noqa: E402
import os  # noqa: E402
import sys  # noqa: E402
import time  # noqa: E402

from cinder import context, objects, rpc, version  # noqa: E402
from cinder.backup.drivers import posix  # noqa: E402
from cinder.common import config  # noqa: E402, F401 (it registers the options)
from cinder.db import migration  # noqa: E402
from cinder.objects import fields  # noqa: E402
from eventlet import tpool  # noqa: E402
from oslo_config import cfg  # noqa: E402

CONF = cfg.CONF
GIB = 2**30


def start(configuration):
    CONF(["--config-file", configuration], project="cinder", version=version.version_string(), default_config_dirs=[])
    objects.register_all()
    migration.db_sync()
    rpc.init(CONF)


def seconds_of(work, *parameters):
    began = time.monotonic()
    work(*parameters)
    return time.monotonic() - began


class Backups:
    def __init__(self):
        self.context = context.RequestContext("user", "project", is_admin=True)
        self.driver = posix.PosixBackupDriver(self.context)
        self.volume = None

    def _volume_of(self, file):
        # One is enough: all backups of this process are of the same volume.
        if self.volume is None:
            whole_gib = -(-os.path.getsize(file) // GIB)
            self.volume = objects.Volume(
                self.context, size=whole_gib, status="backing-up", user_id="user", project_id="project"
            )
            self.volume.create()
        return self.volume

    def backup(self, file, parent):
        volume = self._volume_of(file)
        backup = objects.Backup(
            self.context,
            volume_id=volume.id,
            size=volume.size,
            parent_id=parent,
            status=fields.BackupStatus.CREATING,
            user_id="user",
            project_id="project",
        )
        backup.create()
        with open(file, "rb") as device:
            # The manager hands the driver a file whose methods run in threads of their own.
            seconds = seconds_of(self.driver.backup, backup, tpool.Proxy(device))
        backup.status = fields.BackupStatus.AVAILABLE
        backup.save()
        return {"backup": backup.id, "seconds": seconds}

    def restore(self, backup, file):
        record = objects.Backup.get_by_id(self.context, backup)
        record.status = fields.BackupStatus.RESTORING
        record.save()
        with open(file, "rb+") as device:
            seconds = seconds_of(self.driver.restore, record, record.volume_id, tpool.Proxy(device))
        record.status = fields.BackupStatus.AVAILABLE
        record.save()
        return {"seconds": seconds}

    def delete(self, backup):
        record = objects.Backup.get_by_id(self.context, backup)
        self.driver.delete_backup(record)
        record.destroy()
        return {}


def say(answer):
    print(json.dumps(answer), flush=True)


def main():
    start(sys.argv[1])
    backups = Backups()
    say({"version": version.version_string()})
    for line in sys.stdin:
        parameters = json.loads(line)
        say(getattr(backups, parameters.pop("do"))(**parameters))


main()
