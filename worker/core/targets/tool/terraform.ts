/** `terraform`: the environment of Terraform and OpenTofu, for every provider alike. Pure. */
import { GO } from '../bypass/go.ts';
import { GO_NAMES, GO_SCHEMES, goVariables } from '../linux/go-variables.ts';
import { TAKES_PROXY } from '../supports.ts';
import type { Target } from '../target.ts';
import { exporting } from './exports.ts';

/** Neither the CLI configuration nor a provider's block is needed: core and providers are programs of Go. */
export const terraform: Target = {
  ...exporting({ variables: goVariables, names: GO_NAMES }),
  id: 'terraform',
  title: 'Terraform and OpenTofu (environment)',
  platforms: ['Terraform 0.12+', 'OpenTofu'],
  supports: { ...TAKES_PROXY, schemes: GO_SCHEMES, perScheme: true, scopes: ['user'] },
  place: 'Sourced by the shell, or by the job of CI, that runs terraform',
  sources: [
    {
      name: 'HashiCorp, Environment variables, HTTP_PROXY',
      url: 'https://developer.hashicorp.com/terraform/cli/config/environment-variables',
    },
    { name: 'golang.org/x/net/http/httpproxy', url: 'https://pkg.go.dev/golang.org/x/net/http/httpproxy' },
  ],
  notes: [
    'The CLI configuration has no key for a proxy.',
    'Programs that provisioners start get the same variables, and may read only their lower-case names.',
  ],
  dialect: GO,
};
