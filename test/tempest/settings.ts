import { administrator } from '../support/keystone-server.js';

export interface TempestSettings {
  /** Where logs and locks go. */
  readonly directory: string;
  readonly keystoneUrl: string;
  /** `latest`, a version, or `none` for Tempest's own default, 3.0 only. */
  readonly microversion: string;
}

/** tempest.conf: volume tests only, without compute, images and networks. */
export const tempestConf = ({ directory, keystoneUrl, microversion }: TempestSettings): string => `[DEFAULT]
log_file = ${directory}/tempest.log
[oslo_concurrency]
lock_path = ${directory}
[auth]
use_dynamic_credentials = true
admin_username = ${administrator.name}
admin_password = ${administrator.password}
admin_project_name = ${administrator.project}
admin_domain_name = Default
create_isolated_networks = false
[identity]
auth_version = v3
uri_v3 = ${keystoneUrl}
region = RegionOne
[service_available]
cinder = true
nova = false
glance = false
neutron = false
swift = false
horizon = false
[validation]
run_validation = false
[volume]
catalog_type = volumev3
build_timeout = 90
build_interval = 1
vendor_name = Open Source
storage_protocol = file
${microversion === 'none' ? '' : `min_microversion = 3.0\nmax_microversion = ${microversion}`}
[volume-feature-enabled]
backup = true
`;

/** Where stestr finds Tempest's tests. @param tempest folder of the Python package */
export const stestrConf = (tempest: string): string =>
  `[DEFAULT]\ntest_path=${tempest}/test_discover\ntop_dir=${tempest}/..\n`;
