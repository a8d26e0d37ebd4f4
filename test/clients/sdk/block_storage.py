"""Calls openstacksdk's block storage proxy and prints a line of JSON for each call: its name and what it answered.

Whom it calls as comes from the environment. Each step may use what earlier ones have kept.
"""

import json
import os
import sys
import time

import openstack

SERVER = "0a1b2c3d-0000-4000-8000-00000000000b"
CONNECTOR = {"host": "h", "initiator": "iqn.2026-11.org.example:h", "ip": "127.0.0.1", "multipath": False}


def plain(value):
    if hasattr(value, "to_dict"):
        return {name: plain(one) for name, one in value.to_dict(computed=False).items()}
    if isinstance(value, dict):
        return {name: plain(one) for name, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(one) for one in value]
    if value is None or isinstance(value, (str, int, float, bool)):
        return value
    if hasattr(value, "__iter__"):
        return [plain(one) for one in value]
    return str(type(value).__name__)


def call(proxy, method, /, *parameters, **named):
    try:
        result = getattr(proxy, method)(*parameters, **named)
        print(json.dumps({"call": method, "result": plain(result)}), flush=True)
        return result
    except openstack.exceptions.HttpException as error:
        print(json.dumps({"call": method, "status": error.status_code, "details": str(error.details)}), flush=True)
        return None


def until_available(get, resource):
    # The proxy's own wait looks first at what the resource was when it was read last.
    for _ in range(90):
        status = get(resource.id).status
        if status == "available":
            return
        if status.startswith("error"):
            break
        time.sleep(1)
    raise RuntimeError(f"{resource.id} is {status}")


def volumes(proxy, operator):
    volume = call(proxy, "create_volume", size=1, name="disk", metadata={"a": "1"})
    until_available(proxy.get_volume, volume)
    call(proxy, "get_volume", volume)
    call(proxy, "find_volume", "disk")
    call(proxy, "volumes")
    call(proxy, "set_volume_metadata", volume, b="2")
    call(proxy, "get_volume_metadata", volume)
    call(proxy, "delete_volume_metadata", volume, ["b"])
    call(proxy, "extend_volume", volume, 2)
    until_available(proxy.get_volume, volume)
    call(proxy, "set_volume_readonly", volume, True)
    call(proxy, "set_volume_readonly", volume, False)
    call(proxy, "set_volume_bootable_status", volume, True)
    call(proxy, "reserve_volume", volume)
    call(proxy, "unreserve_volume", volume)
    call(proxy, "attach_volume", volume, "/dev/vdb", SERVER)
    call(proxy, "begin_volume_detaching", volume)
    call(proxy, "abort_volume_detaching", volume)
    call(proxy, "begin_volume_detaching", volume)
    attachments = proxy.get_volume(volume).attachments
    call(proxy, "detach_volume", volume, attachments[0]["attachment_id"])
    call(proxy, "init_volume_attachment", volume, CONNECTOR)
    call(proxy, "terminate_volume_attachment", volume, CONNECTOR)
    call(operator, "reset_volume_status", volume, "error", None, None)
    call(operator, "reset_volume_status", volume, "available", None, None)
    call(operator, "complete_volume_migration", volume, SERVER)
    call(operator, "migrate_volume", volume, host="nowhere@file#file")
    call(proxy, "retype_volume", volume, "missing")
    call(proxy, "upload_volume_to_image", volume, "picture")
    return volume


def snapshots(proxy, operator, volume):
    snapshot = call(proxy, "create_snapshot", volume_id=volume.id, name="before", metadata={"a": "1"})
    until_available(proxy.get_snapshot, snapshot)
    call(proxy, "get_snapshot", snapshot)
    call(proxy, "find_snapshot", "before")
    call(proxy, "snapshots")
    call(proxy, "update_snapshot", snapshot, name="earlier")
    call(proxy, "set_snapshot_metadata", snapshot, b="2")
    call(proxy, "get_snapshot_metadata", snapshot)
    call(proxy, "delete_snapshot_metadata", snapshot, ["b"])
    call(proxy, "revert_volume_to_snapshot", volume, snapshot)
    until_available(proxy.get_volume, volume)
    call(operator, "reset_snapshot", snapshot, "error")
    call(operator, "reset_snapshot", snapshot, "available")
    call(proxy, "delete_snapshot", snapshot)
    proxy.wait_for_delete(snapshot, 1, 90)


def backups(proxy, operator, volume):
    backup = call(proxy, "create_backup", volume_id=volume.id, name="monday")
    until_available(proxy.get_backup, backup)
    call(proxy, "get_backup", backup)
    call(proxy, "find_backup", "monday")
    call(proxy, "backups")
    call(operator, "reset_backup", backup, "error")
    call(operator, "reset_backup", backup, "available")
    call(proxy, "restore_backup", backup, volume_id=volume.id)
    until_available(proxy.get_volume, volume)
    until_available(proxy.get_backup, backup)
    call(proxy, "delete_backup", backup)
    proxy.wait_for_delete(backup, 1, 90)


def types(proxy, operator, project):
    kind = call(operator, "create_type", name="gold", description="fast", is_public=False)
    call(operator, "get_type", kind)
    call(operator, "find_type", "gold")
    call(operator, "types")
    call(operator, "update_type", kind, description="slow")
    call(operator, "update_type_extra_specs", kind, speed="high")
    call(operator, "delete_type_extra_specs", kind, ["speed"])
    call(operator, "add_type_access", kind, project)
    call(operator, "get_type_access", kind)
    call(operator, "remove_type_access", kind, project)
    call(operator, "create_type_encryption", kind, provider="luks", control_location="front-end")
    encryption = call(operator, "get_type_encryption", kind)
    call(operator, "delete_type_encryption", encryption)
    call(operator, "delete_type", kind)
    call(proxy, "create_type", name="mine")


def group_types(proxy, operator):
    kind = call(operator, "create_group_type", name="bunch", description="together")
    call(operator, "find_group_type", "bunch")
    call(operator, "update_group_type", kind, description="apart")
    call(operator, "create_group_type_group_specs", kind, {"tier": "1"})
    call(operator, "fetch_group_type_group_specs", kind)
    call(operator, "get_group_type_group_specs_property", kind, "tier")
    call(operator, "update_group_type_group_specs_property", kind, "tier", "2")
    call(operator, "delete_group_type_group_specs_property", kind, "tier")
    call(operator, "get_group_type", kind)
    call(operator, "delete_group_type", kind)
    call(proxy, "create_group_type", name="mine")
    call(proxy, "group_types")


def groups(proxy, operator):
    kind = call(operator, "create_group_type", name="usual")
    group = call(proxy, "create_group", name="pair", group_type=kind.id, volume_types=["__DEFAULT__"])
    until_available(proxy.get_group, group)
    call(proxy, "find_group", "pair")
    call(proxy, "update_group", group, name="couple")
    call(proxy, "groups")
    call(proxy, "delete_group", group, delete_volumes=True)
    proxy.wait_for_delete(group, 1, 90)
    call(operator, "delete_group_type", kind)


def the_rest(proxy, operator, project, host):
    call(proxy, "availability_zones")
    call(proxy, "extensions")
    call(proxy, "resource_filters")
    call(proxy, "get_limits")
    call(operator, "backend_pools")
    call(operator, "get_capabilities", host)
    call(operator, "get_quota_set", project)
    call(operator, "get_quota_set_defaults", project)
    call(operator, "update_quota_set", proxy.get_quota_set(project), volumes=7)
    call(operator, "revert_quota_set", project)


def connected(prefix):
    names = ("auth_url", "username", "password", "project_name", "user_domain_id", "project_domain_id")
    auth = {name: os.environ[f"{prefix}_{name.upper()}"] for name in names}
    connection = openstack.connection.Connection(
        auth=auth, region_name="RegionOne", block_storage_api_version="3", block_storage_default_microversion="3.65"
    )
    return connection.block_storage


def main():
    proxy, operator = connected("MEMBER"), connected("OPERATOR")
    project, host = sys.argv[1:]
    volume = volumes(proxy, operator)
    snapshots(proxy, operator, volume)
    backups(proxy, operator, volume)
    types(proxy, operator, project)
    group_types(proxy, operator)
    groups(proxy, operator)
    the_rest(proxy, operator, project, host)
    call(proxy, "delete_volume", volume)
    proxy.wait_for_delete(volume, 1, 90)


main()
