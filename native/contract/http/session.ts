import { z } from 'zod';

export const SessionBody = z.strictObject({ token: z.string().min(1).max(200) }).meta({ id: 'SessionBody' });
export const SessionResponse = z.object({ expires_at: z.iso.datetime() }).meta({ id: 'SessionResponse' });
