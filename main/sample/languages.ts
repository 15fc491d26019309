/** What the services are written in, with the instrumentation that reports their spans. */
export const LANGUAGES = {
  nodejs: language('nodejs', 'nodejs', '2.0.1', {
    http: ['@opentelemetry/instrumentation-http', '0.203.0'],
    rpc: ['@opentelemetry/instrumentation-grpc', '0.203.0'],
    database: ['@opentelemetry/instrumentation-redis', '0.49.1'],
    messaging: ['@opentelemetry/instrumentation-kafkajs', '0.10.0'],
  }),
  go: language('go', 'go', '1.37.0', {
    http: ['go.opentelemetry.io/contrib/instrumentation/net/http/otelhttp', '0.62.0'],
    rpc: ['go.opentelemetry.io/contrib/instrumentation/google.golang.org/grpc/otelgrpc', '0.62.0'],
    database: ['github.com/XSAM/otelsql', '0.39.0'],
    messaging: ['github.com/IBM/sarama/otelsarama', '0.31.0'],
  }),
  dotnet: language('dotnet', '.NET', '1.12.0', {
    http: ['OpenTelemetry.Instrumentation.Http', '1.12.0'],
    rpc: ['Microsoft.AspNetCore', '9.0.0'],
    database: ['OpenTelemetry.Instrumentation.StackExchangeRedis', '1.12.0'],
    messaging: ['Confluent.Kafka.Extensions', '0.4.0'],
  }),
  java: language('java', 'OpenJDK Runtime Environment', '1.51.0', {
    http: ['io.opentelemetry.java-http-client', '2.17.0'],
    rpc: ['io.opentelemetry.grpc-1.6', '2.17.0'],
    database: ['io.opentelemetry.jdbc', '2.17.0'],
    messaging: ['io.opentelemetry.kafka-clients-0.11', '2.17.0'],
  }),
  python: language('python', 'cpython', '1.35.0', {
    http: ['opentelemetry.instrumentation.httpx', '0.56b0'],
    rpc: ['opentelemetry.instrumentation.grpc', '0.56b0'],
    database: ['opentelemetry.instrumentation.psycopg', '0.56b0'],
    messaging: ['opentelemetry.instrumentation.confluent_kafka', '0.56b0'],
  }),
  rust: language('rust', 'rustc', '0.30.0', {
    http: ['reqwest-tracing', '0.5.7'],
    rpc: ['tonic-tracing-opentelemetry', '0.29.0'],
    database: ['sqlx-tracing', '0.1.0'],
    messaging: ['rdkafka-tracing', '0.2.3'],
  }),
  ruby: language('ruby', 'ruby', '1.8.0', {
    http: ['OpenTelemetry::Instrumentation::Net::HTTP', '0.23.0'],
    rpc: ['OpenTelemetry::Instrumentation::Grpc', '0.3.0'],
    database: ['OpenTelemetry::Instrumentation::PG', '0.30.1'],
    messaging: ['OpenTelemetry::Instrumentation::RubyKafka', '0.22.0'],
  }),
  cpp: language('cpp', 'c++', '1.21.0', {
    http: ['shop-http', '1.0.0'],
    rpc: ['shop-grpc', '1.0.0'],
    database: ['shop-redis', '1.0.0'],
    messaging: ['shop-kafka', '1.0.0'],
  }),
}

export interface Language {
  name: string
  runtime: string
  sdkVersion: string
  scopes: Record<'http' | 'rpc' | 'database' | 'messaging' | 'own', { name: string; version?: string }>
}

type Library = readonly [name: string, version: string]

function language(
  name: string,
  runtime: string,
  sdkVersion: string,
  libraries: Record<'http' | 'rpc' | 'database' | 'messaging', Library>,
): Language {
  const scope = ([name, version]: Library) => ({ name, version })
  return {
    name,
    runtime,
    sdkVersion,
    scopes: {
      http: scope(libraries.http),
      rpc: scope(libraries.rpc),
      database: scope(libraries.database),
      messaging: scope(libraries.messaging),
      own: { name: 'shop' },
    },
  }
}
