/** Where does a test get an https server's certificate that clients accept once they trust its authority? */
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathOf, program } from '../programs.ts';

/** openssl, found or not. */
export const OPENSSL = program({ name: 'openssl', candidates: ['openssl'], package: 'openssl' });

export interface Certificates {
  /** The authority's certificate: the path of its PEM file, and its DER bytes in base64. */
  readonly authority: { readonly file: string; readonly base64: string };
  /** The server's key and certificate, PEM. */
  readonly key: string;
  readonly cert: string;
}

/**
 * Makes an authority and a leaf for these DNS names in the folder, valid for two days.
 * A pair rather than one self-signed certificate, which Firefox refuses as a server's.
 */
export function makeCertificates(folder: string, names: readonly string[]): Certificates {
  const openssl = (...args: string[]) => execFileSync(pathOf(OPENSSL), args, { cwd: folder, stdio: 'pipe' });
  const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2'];
  const authority = ['-addext', 'basicConstraints=critical,CA:TRUE', '-addext', 'keyUsage=critical,keyCertSign'];
  openssl('req', '-x509', ...curve, ...authority, '-subj', '/CN=Test authority', '-keyout', 'ca.key', '-out', 'ca.pem');
  openssl('req', ...curve.slice(0, 5), '-subj', '/CN=origin', '-keyout', 'leaf.key', '-out', 'leaf.csr');
  writeFileSync(join(folder, 'leaf.ext'), leafExtensions(names));
  const signedBy = ['-CA', 'ca.pem', '-CAkey', 'ca.key', '-CAcreateserial', '-days', '2', '-extfile', 'leaf.ext'];
  openssl('x509', '-req', '-in', 'leaf.csr', ...signedBy, '-out', 'leaf.pem');
  const file = join(folder, 'ca.pem');
  return {
    authority: { file, base64: readFileSync(file, 'utf8').replace(/-----[^-]+-----|\s/g, '') },
    key: readFileSync(join(folder, 'leaf.key'), 'utf8'),
    cert: readFileSync(join(folder, 'leaf.pem'), 'utf8'),
  };
}

const leafExtensions = (names: readonly string[]): string =>
  `basicConstraints=critical,CA:FALSE
keyUsage=critical,digitalSignature
extendedKeyUsage=serverAuth
subjectAltName=${names.map((name) => `DNS:${name}`).join(',')}
`;
