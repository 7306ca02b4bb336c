import type { Dashboard } from './panels.ts';

/** The machine and the processes of the console. */
export const SYSTEM_METRICS: Dashboard = {
  uid: 'system-metrics',
  title: 'System metrics',
  description: 'Processors, memory, disks, network and the processes of the console',
  tags: ['vigil', 'system'],
  rows: [
    [
      {
        title: 'Processors',
        kind: 'timeseries',
        width: 12,
        height: 8,
        unit: 'percentunit',
        min: 0,
        max: 1,
        warnAt: 0.8,
        queries: [
          { expr: 'max(vigil_host_cpu_utilization_ratio)', legend: 'host' },
          {
            expr: 'sum(rate(process_cpu_seconds_total{job="vigil"}[1m])) / max(vigil_host_cpus)',
            legend: 'service',
          },
          { expr: 'sum(rate(detector_cpu_seconds_total[1m])) / max(vigil_host_cpus)', legend: 'detectors' },
        ],
      },
      {
        title: 'Memory',
        kind: 'timeseries',
        width: 12,
        height: 8,
        unit: 'bytes',
        min: 0,
        queries: [
          {
            expr: 'max(vigil_host_memory_total_bytes - vigil_host_memory_available_bytes)',
            legend: 'host, in use',
          },
          { expr: 'sum(process_resident_memory_bytes{job="vigil"})', legend: 'service' },
          { expr: 'sum(detector_resident_memory_bytes)', legend: 'detectors' },
        ],
      },
    ],
    [
      {
        title: 'Disk I/O',
        kind: 'timeseries',
        width: 12,
        height: 8,
        unit: 'Bps',
        min: 0,
        queries: [
          { expr: 'sum(rate(vigil_host_disk_read_bytes_total[1m]))', legend: 'read' },
          { expr: 'sum(rate(vigil_host_disk_written_bytes_total[1m]))', legend: 'written' },
        ],
      },
      {
        title: 'Network',
        kind: 'timeseries',
        width: 12,
        height: 8,
        unit: 'Bps',
        min: 0,
        queries: [
          { expr: 'sum(rate(vigil_host_network_received_bytes_total[1m]))', legend: 'received' },
          { expr: 'sum(rate(vigil_host_network_sent_bytes_total[1m]))', legend: 'sent' },
        ],
      },
    ],
    [
      {
        title: 'Disk of the data folder, free',
        kind: 'gauge',
        width: 8,
        height: 7,
        unit: 'percentunit',
        min: 0,
        max: 1,
        queries: [{ expr: 'max(vigil_data_disk_available_bytes / vigil_data_disk_total_bytes)' }],
      },
      {
        title: 'History',
        kind: 'stat',
        width: 8,
        height: 7,
        unit: 'bytes',
        queries: [{ expr: 'max(history_size_bytes)' }],
      },
      {
        title: 'Delay of the event loop, p99',
        kind: 'timeseries',
        width: 8,
        height: 7,
        unit: 's',
        min: 0,
        queries: [{ expr: 'max(nodejs_eventloop_lag_p99_seconds)', legend: 'p99' }],
      },
    ],
    [
      {
        title: 'Logs',
        kind: 'logs',
        width: 24,
        height: 10,
        queries: [{ expr: '{job="vigil"} | json | level =~ "warn|error|fatal"' }],
        description: 'Warnings and errors; needs the profile "logs"',
      },
    ],
  ],
};
