// Verifies what stands in standard input with other people's libraries, offline, and prints what they say.

import {webcrypto} from 'node:crypto';
import {cryptosuite} from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';
import {DataIntegrityProof} from '@digitalbazaar/data-integrity';
import * as vc from '@digitalbazaar/vc';
import {checkStatus, decodeList} from '@digitalbazaar/vc-bitstring-status-list';
import * as jose from 'jose';
import jsonld from 'jsonld';
import extractChunks from 'png-chunks-extract';

globalThis.crypto ??= webcrypto; // Node 18 keeps it apart
globalThis.fetch = () => { throw new Error('the network was asked'); };

let input = '';
for await (const piece of process.stdin) input += piece;
const {contexts, did, lists, now, asked} = JSON.parse(input);

const methods = Object.fromEntries((did?.verificationMethod ?? []).map(m => [m.id, m]));
const MULTIKEY = 'https://w3id.org/security/multikey/v1';

async function documentLoader(address) {
  const document = contexts[address] ?? lists?.[address] ?? (address === did?.id ? did : undefined) ??
    (methods[address] && {'@context': MULTIKEY, ...methods[address]});
  if(!document) throw new Error(`not shipped: ${address}`);
  return {contextUrl: null, documentUrl: address, document};
}

// The issuer as it was at a moment: a retired key counted until then.
function issuerAt(moment) {
  const live = did.verificationMethod.filter(m => !m.expires || moment < new Date(m.expires));
  return {...did, assertionMethod: live.map(m => m.id)};
}

async function status(credential) {
  const {statusListCredential, statusListIndex} = credential.credentialStatus;
  const list = await decodeList(lists[statusListCredential].credentialSubject);
  return list.getStatus(Number(statusListIndex));
}

const ways = {
  // @digitalbazaar/vc: proof, issuer, dates, the status list's own proof, the status.
  async proof(credential) {
    const controller = issuerAt(new Date(credential.proof.created));
    const found = await vc.verifyCredential({
      credential, now: new Date(now), documentLoader,
      suite: new DataIntegrityProof({cryptosuite}),
      purpose: new vc.CredentialIssuancePurpose({controller}),
      checkStatus: options => checkStatus({...options, purpose: undefined, verifyBitstringStatusListCredential: true}),
    });
    if(!found.verified) throw new Error([found.error?.message, ...(found.error?.errors ?? []).map(e => e.message)].join(': '));
    if(found.statusResult?.results.some(each => each.status)) throw new Error('revoked');
    return credential.id;
  },
  // jose: signature, dates; the key by its `kid` from the DID document.
  async jwt(token) {
    const {payload} = await jose.jwtVerify(token, async header => {
      const method = methods[header.kid];
      const {iat} = jose.decodeJwt(token);
      if(!issuerAt(new Date(iat * 1000)).assertionMethod.includes(header.kid)) throw new Error('the key was retired');
      return jose.importJWK(method.publicKeyJwk, 'EdDSA');
    }, {algorithms: ['EdDSA'], issuer: did.id, currentDate: new Date(now)});
    if(payload.credentialStatus && await status(payload)) throw new Error('revoked');
    return payload.id;
  },
  // jsonld in its safe mode: everything in the document is known to its context.
  async expand(document) {
    return (await jsonld.expand(document, {documentLoader, safe: true})).length;
  },
  async canonize(document) {
    return jsonld.canonize(document, {documentLoader, safe: true, algorithm: 'RDFC-1.0', format: 'application/n-quads'});
  },
  async png(base64) {
    const texts = extractChunks(Buffer.from(base64, 'base64')).filter(chunk => chunk.name === 'iTXt');
    return texts.map(chunk => Buffer.from(chunk.data).toString('utf8').split(/\0+/));
  },
};

const answers = [];
for(const [way, value] of asked) {
  try {
    answers.push({ok: true, said: await ways[way](value)});
  } catch(error) {
    answers.push({ok: false, said: String(error?.message ?? error)});
  }
}
process.stdout.write(JSON.stringify(answers));
