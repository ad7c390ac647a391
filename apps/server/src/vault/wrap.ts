import { createHmac, randomBytes } from 'node:crypto'
import { context, decrypt, encrypt } from './cipher.ts'

const format = 1
export const keyBytes = 32

export function newKey(): Buffer {
  return randomBytes(keyBytes)
}

/** Tells two root keys apart without telling anything about them. */
export function rootKeyId(rootKey: Buffer): string {
  return createHmac('sha256', rootKey).update('jieli root key id').digest('hex').slice(0, 16)
}

export function tenantContext(tenant: string, version: number): string {
  return context('tenant key', tenant, version)
}

export interface DataKeyName {
  readonly tenant: string
  readonly kind: string
  readonly id: string
  readonly version: number
  readonly tenantKeyVersion: number
}

export function dataKeyContext(name: DataKeyName): string {
  return context('data key', name.tenant, name.kind, name.id, name.version, name.tenantKeyVersion)
}

export function wrap(by: Buffer, bound: string, key: Buffer): Buffer {
  return Buffer.concat([Buffer.of(format), encrypt(by, bound, key)])
}

export function unwrap(by: Buffer, bound: string, wrapped: Buffer): Buffer | undefined {
  return wrapped[0] === format ? decrypt(by, bound, wrapped.subarray(1)) : undefined
}
