/** `kubernetes`: the environment of a Deployment's container, as a patch. Pure. */
import { type YamlValue, yamlLines } from '../../writers/yaml.ts';
import { commaList, ENVIRONMENT } from '../bypass/environment.ts';
import { proxyVariables, VARIABLE_NAMES, VARIABLE_SCHEMES } from '../linux/variables.ts';
import { appliedRemark, remarked, removedRemark } from '../remarked.ts';
import type { Report } from '../report.ts';
import { TAKES_PROXY } from '../supports.ts';
import type { FixedSetting, Target } from '../target.ts';

/** A strategic merge patch: containers and variables are merged by their names, whatever else the Deployment says. */
export const kubernetes: Target = {
  id: 'kubernetes',
  title: 'Kubernetes Deployment (strategic merge patch)',
  family: 'container',
  platforms: ['Kubernetes', 'OpenShift'],
  supports: { ...TAKES_PROXY, schemes: VARIABLE_SCHEMES, perScheme: true, scopes: ['machine'] },
  mediaType: 'application/yaml',
  filename: 'portolan-proxy.yaml',
  place: 'kubectl patch deployment NAME --patch-file portolan-proxy.yaml, with the name of its container for app',
  removal:
    'A patch that deletes the variables, applied like the first. Values that stood there before do not come back.',
  sources: [
    {
      name: 'Kubernetes, Update API Objects in Place Using kubectl patch',
      url: 'https://kubernetes.io/docs/tasks/manage-kubernetes-objects/update-api-object-kubectl-patch/',
    },
    {
      name: 'Kubernetes API, EnvVar ($(NAME) and $$(NAME))',
      url: 'https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#environment-variables',
    },
  ],
  checked: {
    by: 'kubectl patch --local, one patch over the other, and a JSON Schema written from the API reference; no cluster',
    on: '2026-11-24',
  },
  notes: [
    'The API server and names of services in the cluster (.svc, .cluster.local) always go direct.',
    'Services that are asked by address, and pods, belong into a direct rule of the profile with their ranges.',
    'It starts the pods again. What an earlier patch set and this one does not say is taken away.',
  ],
  dialect: ENVIRONMENT,
  longest: { characters: 120_000, why: 'Linux takes 131,072 bytes in one variable (MAX_ARG_STRLEN)' },
  render: (setting, { id }, report) =>
    remarked(appliedRemark(id), patch(setting.mode === 'fixed' ? variables(setting, report) : [])),
  remove: ({ id }) => remarked(removedRemark(id), patch(BOTH_CASES.map(deleted))),
};

const BOTH_CASES = [...VARIABLE_NAMES, ...VARIABLE_NAMES.map((name) => name.toUpperCase())];

const deleted = (name: string): YamlValue => ({ $patch: 'delete', name });

/** What is always in the cluster; the address of the API server is a variable of every container. */
const CLUSTER = ['.svc', '.cluster.local', '$(KUBERNETES_SERVICE_HOST)'];

function variables(setting: FixedSetting, report: Report): YamlValue[] {
  const values = Object.entries(proxyVariables(setting, report)).filter(([name]) => name.toLowerCase() !== 'no_proxy');
  const list = commaList([...setting.bypass.map(literal), ...CLUSTER]);
  // What an earlier profile set and this one does not would stay, and win over all_proxy.
  const set = new Set([...values.map(([name]) => name), 'no_proxy', 'NO_PROXY']);
  return [
    ...values.map(([name, value]) => ({ name, value: literal(value) })),
    { name: 'no_proxy', value: list },
    { name: 'NO_PROXY', value: list },
    ...BOTH_CASES.filter((name) => !set.has(name)).map(deleted),
  ];
}

/** `$(` would begin a variable. */
const literal = (value: string): string => value.replaceAll('$(', '$$$$(');

function patch(env: readonly YamlValue[]): string[] {
  return yamlLines({ spec: { template: { spec: { containers: [{ name: 'app', env }] } } } });
}
