/**
 * Sign-in of staff: the one room that knows better-auth. User name and password, a second factor from township level
 * up, lock-out after repeated failures, sessions that end; every sign-in stands in the audit trail.
 */
import { createHash } from 'node:crypto'
import { betterAuth } from 'better-auth'
import { hashPassword, symmetricEncrypt, verifyPassword } from 'better-auth/crypto'
import { twoFactor, username } from 'better-auth/plugins'
import { createOTP } from '@better-auth/utils/otp'
import type pg from 'pg'

export type Auth = ReturnType<typeof makeAuth>

export type AuthSettings = {
  pool: pg.Pool
  secret: string
  baseUrl: string
  hours: number
  secure: boolean
  verify?: typeof verifyPassword
}

/**
 * The sign-in library on our tables. `secret` signs cookies and encrypts second factors; `hours` is the life of a
 * session; `verify` compares a password with its hash (scrypt, a tenth of a second).
 */
export function makeAuth(opts: AuthSettings) {
  return betterAuth({
    database: opts.pool,
    secret: opts.secret,
    baseURL: opts.baseUrl,
    basePath: '/api/auth',
    telemetry: { enabled: false },
    logger: { disabled: true },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: 8,
      password: { verify: opts.verify ?? verifyPassword },
    },
    rateLimit: { enabled: false },
    session: {
      modelName: 'auth_sessions',
      expiresIn: opts.hours * 3600,
      updateAge: 600,
      fields: {
        expiresAt: 'expires_at',
        createdAt: 'created_at',
        updatedAt: 'updated_at',
        ipAddress: 'ip_address',
        userAgent: 'user_agent',
        userId: 'user_id',
      },
    },
    user: {
      modelName: 'auth_users',
      fields: { emailVerified: 'email_verified', createdAt: 'created_at', updatedAt: 'updated_at' },
    },
    account: {
      modelName: 'auth_accounts',
      fields: {
        accountId: 'account_id',
        providerId: 'provider_id',
        userId: 'user_id',
        accessToken: 'access_token',
        refreshToken: 'refresh_token',
        idToken: 'id_token',
        accessTokenExpiresAt: 'access_token_expires_at',
        refreshTokenExpiresAt: 'refresh_token_expires_at',
        createdAt: 'created_at',
        updatedAt: 'updated_at',
      },
    },
    verification: {
      modelName: 'auth_verifications',
      fields: { expiresAt: 'expires_at', createdAt: 'created_at', updatedAt: 'updated_at' },
    },
    advanced: {
      useSecureCookies: opts.secure,
      cookiePrefix: 'sunlit',
      defaultCookieAttributes: { sameSite: 'strict', httpOnly: true },
    },
    plugins: [
      username({
        minUsernameLength: 2,
        maxUsernameLength: 60,
        usernameValidator: (name) => /^[a-z0-9][a-z0-9_.-]*$/.test(name),
        schema: { user: { fields: { displayUsername: 'display_username' } } },
      }),
      twoFactor({
        issuer: '阳光村务',
        twoFactorTable: 'auth_two_factors',
        accountLockout: { maxFailedAttempts: 5, durationSeconds: 900 },
        schema: {
          user: { fields: { twoFactorEnabled: 'two_factor_enabled' } },
          twoFactor: {
            fields: {
              backupCodes: 'backup_codes',
              userId: 'user_id',
              failedVerificationCount: 'failed_verification_count',
              lockedUntil: 'locked_until',
            },
          },
        },
      }),
    ],
  })
}

/** The current six digits of a second factor. */
export function totpOf(secret: string): Promise<string> {
  return createOTP(secret, { digits: 6, period: 30 }).totp()
}

/** The second factor of a demo account: known, so that the sign-in page can show its current code. */
export function demoSecretOf(username: string): string {
  return createHash('sha256').update(`sunlit demo ${username}`).digest('hex').slice(0, 32)
}

/** A second factor's secret as the library stores it. */
export function sealSecret(secret: string, key: string): Promise<string> {
  return symmetricEncrypt({ key, data: secret })
}

export { hashPassword, verifyPassword }
