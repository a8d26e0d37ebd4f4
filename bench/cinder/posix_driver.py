"""Cinder's own posix backup driver, called as Cinder's backup service calls it.

    posix_driver.py CONFIGURATION

Says {"version": ...} when it is ready, and then answers each line of JSON on its standard input with one on its
standard output:

    {"do": "backup", "file": PATH, "parent": ID or null}  ->  {"backup": ID, "seconds": SECONDS}
    {"do": "restore", "backup": ID, "file": PATH}         ->  {"seconds": SECONDS}

The seconds are those in the driver alone. It ends when there is nothing more to read, or with a traceback as soon as
anything fails.

All that the driver does with data is Cinder's own code. The service around it is not there: no queue, no attaching, no
metadata of the volume; and its records are in memory, so that no time goes to a database, which the driver asks for the
backup's status before each object.
"""

import eventlet

# As cinder.cmd.backup does, before anything else is loaded.
eventlet.monkey_patch()

import json  # noqa: E402
import os  # noqa: E402
import sys  # noqa: E402
import time  # noqa: E402
import uuid  # noqa: E402

from cinder import context, objects, rpc, version  # noqa: E402
from cinder.backup.drivers import posix  # noqa: E402
from cinder.common import config  # noqa: E402, F401 (it registers the options)
from cinder.objects.backup import Backup  # noqa: E402
from eventlet import tpool  # noqa: E402
from oslo_config import cfg  # noqa: E402

CONF = cfg.CONF
GIB = 2**30


def start(configuration):
    CONF(["--config-file", configuration], project="cinder", version=version.version_string(), default_config_dirs=[])
    objects.register_all()
    objects.Backup = RecordInMemory
    rpc.init(CONF)


class RecordInMemory(Backup):
    """Cinder's record of a backup, without the database behind it."""

    by_id = {}

    def __init__(self, context, **known):
        empty = {name for name, field in self.fields.items() if field.nullable}.difference(self.OPTIONAL_FIELDS)
        super().__init__(context, **{**dict.fromkeys(empty), "id": str(uuid.uuid4()), **known})
        self.by_id[self.id] = self

    @classmethod
    def get_by_id(cls, _context, id):
        return cls.by_id[id]

    def save(self):
        pass

    def refresh(self):
        pass


class OneVolume:
    """What the driver asks the database besides: how large the volume is."""

    id = str(uuid.uuid4())

    def __init__(self):
        self.size = None

    def volume_get(self, _context, _id):
        return {"size": self.size}


def seconds_of(work, *parameters, **named):
    began = time.monotonic()
    work(*parameters, **named)
    return time.monotonic() - began


class Backups:
    def __init__(self):
        self.volume = OneVolume()
        self.context = context.get_admin_context()
        self.driver = posix.PosixBackupDriver(self.context)
        self.driver.db = self.volume

    def backup(self, file, parent):
        self.volume.size = -(-os.path.getsize(file) // GIB)
        record = RecordInMemory(
            self.context, volume_id=self.volume.id, size=self.volume.size, parent_id=parent, status="creating"
        )
        with open(file, "rb") as device:
            # The manager hands the driver a file whose methods run in threads of their own.
            seconds = seconds_of(self.driver.backup, record, tpool.Proxy(device), backup_metadata=False)
        return {"backup": record.id, "seconds": seconds}

    def restore(self, backup, file):
        record = RecordInMemory.by_id[backup]
        record.status = "restoring"
        with open(file, "rb+") as device:
            seconds = seconds_of(self.driver.restore, record, record.volume_id, tpool.Proxy(device))
        return {"seconds": seconds}


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
