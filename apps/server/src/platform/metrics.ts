import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client'

/** Figures for Prometheus; labels are names of ours, never of people. */
export function createMetrics() {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const registers = [registry]
  return {
    registry,
    calls: new Counter({
      name: 'jieli_wecom_calls_total',
      help: 'Requests to WeCom by call and answer',
      labelNames: ['call', 'errcode'],
      registers,
    }),
    callSeconds: new Histogram({
      name: 'jieli_wecom_call_seconds',
      help: 'Time until WeCom answered',
      labelNames: ['call'],
      buckets: [0.01, 0.05, 0.1, 0.5, 1, 5, 10],
      registers,
    }),
    events: new Counter({
      name: 'jieli_events_total',
      help: 'Noteworthy events by name',
      labelNames: ['event'],
      registers,
    }),
    unnumberedMs: new Gauge({
      name: 'jieli_audit_unnumbered_age_ms',
      help: 'Age of the oldest audit entry without a number',
      registers,
    }),
    logSize: new Gauge({ name: 'jieli_audit_log_size', help: 'Numbered audit entries', registers }),
    checkpointSize: new Gauge({
      name: 'jieli_audit_checkpoint_size',
      help: 'Size of the last checkpoint',
      registers,
    }),
  }
}

export type Metrics = ReturnType<typeof createMetrics>
