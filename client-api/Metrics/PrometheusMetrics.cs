using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;

namespace Uso.ClientApi.Metrics;

/// <summary>
/// Collects the meters of Uso, ASP.NET Core hosting and the .NET runtime, and writes them as Prometheus text. Only labels on the list are kept, so an id or a
/// name that some instrument carries never gets here; a label that is dropped adds its series together.
/// </summary>
internal sealed class PrometheusMetrics : IHostedService, IDisposable
{
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    private const int MaxSeries = 1000;
    private const string Route = "http.route";

    private static readonly double[] Buckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300];

    private static readonly FrozenSet<string> Labels = FrozenSet.Create(
        StringComparer.Ordinal,
        "http.request.method",
        "http.response.status_code",
        Route,
        "error.type",
        "gc.heap.generation",
        "dotnet.gc.heap.generation",
        "cpu.mode",
        "action",
        "code",
        "grain",
        "kind",
        "mis",
        "operation",
        "outcome",
        "phase",
        "reason",
        "report",
        "result",
        "rule",
        "state",
        "verdict");

    private readonly ConcurrentDictionary<(Instrument Instrument, string Labels), Series> _series = new();
    private readonly MeterListener _listener = new();

    public PrometheusMetrics()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (IsWanted(instrument.Meter.Name))
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<byte>((instrument, value, tags, _) => Record(instrument, value, tags));
        _listener.SetMeasurementEventCallback<short>((instrument, value, tags, _) => Record(instrument, value, tags));
        _listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Record(instrument, value, tags));
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Record(instrument, value, tags));
        _listener.SetMeasurementEventCallback<float>((instrument, value, tags, _) => Record(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Record(instrument, value, tags));
        _listener.SetMeasurementEventCallback<decimal>((instrument, value, tags, _) => Record(instrument, (double)value, tags));
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _listener.Start();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => _listener.Dispose();

    public string Write()
    {
        lock (_listener)
        {
            // What is observed is observed anew; a series nobody reports any more goes.
            foreach (var (key, _) in _series.Where(entry => entry.Key.Instrument.IsObservable))
            {
                _series.TryRemove(key, out _);
            }

            _listener.RecordObservableInstruments();
            var text = new StringBuilder();
            foreach (var metric in _series.GroupBy(entry => NameOf(entry.Key.Instrument)).OrderBy(group => group.Key, StringComparer.Ordinal))
            {
                var instrument = metric.First().Key.Instrument;
                if (instrument.Description is { Length: > 0 } description)
                {
                    text.Append("# HELP ").Append(metric.Key).Append(' ').Append(description.ReplaceLineEndings(" ").Replace("\\", "\\\\", StringComparison.Ordinal)).Append('\n');
                }

                text.Append("# TYPE ").Append(metric.Key).Append(' ').Append(TypeOf(instrument)).Append('\n');
                foreach (var (key, series) in metric.OrderBy(entry => entry.Key.Labels, StringComparer.Ordinal))
                {
                    series.Write(text, metric.Key, key.Labels);
                }
            }

            return text.ToString();
        }
    }

    private static bool IsWanted(string meter) =>
        meter == "Uso" || meter.StartsWith("Uso.", StringComparison.Ordinal) || meter is "Microsoft.AspNetCore.Hosting" or "System.Runtime";

    /// <summary>The instrument's name as Prometheus writes it, by the rules of OpenTelemetry.</summary>
    internal static string NameOf(Instrument instrument)
    {
        var name = new StringBuilder(instrument.Name.Length + 16);
        foreach (var c in instrument.Name)
        {
            name.Append(char.IsAsciiLetterOrDigit(c) ? c : '_');
        }

        var unit = instrument.Unit switch
        {
            "s" => "_seconds",
            "ms" => "_milliseconds",
            "By" => "_bytes",
            _ => "",
        };
        if (!name.ToString().EndsWith(unit, StringComparison.Ordinal))
        {
            name.Append(unit);
        }

        return name.Append(TypeOf(instrument) == "counter" ? "_total" : "").ToString();
    }

    private static string TypeOf(Instrument instrument)
    {
        var type = instrument.GetType();
        return !type.IsGenericType ? "gauge" : type.GetGenericTypeDefinition() switch
        {
            var t when t == typeof(Histogram<>) => "histogram",
            var t when t == typeof(Counter<>) || t == typeof(ObservableCounter<>) => "counter",
            _ => "gauge",
        };
    }

    private static string LabelsOf(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var kept = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, value) in tags)
        {
            if (Labels.Contains(key) && value is not null)
            {
                var text = Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
                kept[key.Replace('.', '_')] = key == Route ? RouteTemplate.Clean(text) : text;
            }
        }

        return string.Join(',', kept.Select(label => $"{label.Key}=\"{Escape(label.Value)}\""));
    }

    private static string Escape(string value) => value
        .Replace("\\", "\\\\", StringComparison.Ordinal)
        .Replace("\"", "\\\"", StringComparison.Ordinal)
        .Replace("\n", "\\n", StringComparison.Ordinal);

    private void Record(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var key = (instrument, LabelsOf(tags));
        if (!_series.TryGetValue(key, out var series))
        {
            if (_series.Count >= MaxSeries)
            {
                return;
            }

            series = _series.GetOrAdd(key, static k => TypeOf(k.Instrument) == "histogram" ? new Series(Buckets) : new Series([]));
        }

        // Observed values that fall together after labels were dropped are added up, as are counted ones; only a plain gauge is replaced.
        series.Record(value, replace: instrument.GetType() is { IsGenericType: true } type && type.GetGenericTypeDefinition() == typeof(Gauge<>));
    }

    private sealed class Series(double[] bounds)
    {
        private readonly Lock _lock = new();
        private readonly long[] _counts = new long[bounds.Length];
        private double _sum;
        private long _count;

        public void Record(double value, bool replace)
        {
            lock (_lock)
            {
                _sum = replace ? value : _sum + value;
                _count++;
                for (var i = 0; i < bounds.Length; i++)
                {
                    if (value <= bounds[i])
                    {
                        _counts[i]++;
                    }
                }
            }
        }

        public void Write(StringBuilder text, string name, string labels)
        {
            lock (_lock)
            {
                if (bounds.Length == 0)
                {
                    Line(text, name, labels, _sum);
                    return;
                }

                for (var i = 0; i < bounds.Length; i++)
                {
                    Line(text, $"{name}_bucket", With(labels, bounds[i].ToString(CultureInfo.InvariantCulture)), _counts[i]);
                }

                Line(text, $"{name}_bucket", With(labels, "+Inf"), _count);
                Line(text, $"{name}_sum", labels, _sum);
                Line(text, $"{name}_count", labels, _count);
            }
        }

        private static string With(string labels, string bound) => labels.Length == 0 ? $"le=\"{bound}\"" : $"{labels},le=\"{bound}\"";

        private static void Line(StringBuilder text, string name, string labels, double value)
        {
            text.Append(name);
            if (labels.Length > 0)
            {
                text.Append('{').Append(labels).Append('}');
            }

            text.Append(' ').Append(value.ToString(CultureInfo.InvariantCulture)).Append('\n');
        }
    }
}
