using Uso.Fakes;
using Uso.Samples.Generator;

namespace Uso.Mis.Contract;

/// <summary>The bytes of an export, and the name under which they come.</summary>
public sealed record ContractExport(byte[] Bytes, string? FileName);

/// <summary>
/// Shows a neutral school, whole or with a flaw, as one MIS does. One class for each MIS of <see cref="MisCatalog"/>, in <c>Fixtures/</c>; tests find it there.
/// </summary>
public abstract class MisFixture : IAsyncDisposable
{
    private MisCatalog? _catalog;

    /// <summary>The MIS's code in the catalog.</summary>
    public abstract string Code { get; }

    /// <summary>The reader under test.</summary>
    public IMis Mis => Catalog.Find(Code) ?? throw new InvalidOperationException($"The catalog has no MIS {Code}.");

    protected MisCatalog Catalog => _catalog ?? throw new InvalidOperationException("The fixture was not started.");

    /// <summary>Starts what serves the school.</summary>
    public async Task StartAsync(MisCatalog catalog)
    {
        _catalog = catalog;
        await StartAsync();
    }

    /// <summary>One export.</summary>
    /// <exception cref="MisExportException">It could not be had, or was refused.</exception>
    public abstract Task<ContractExport> ExportAsync(SchoolDay day, ContractFlaw flaw, IReadOnlySet<Report> accepted);

    /// <summary>How a case ends with this MIS. Override for what the MIS does differently, or cannot express, and say why.</summary>
    public virtual ContractPromise Promise(ContractCase what) => what switch
    {
        ContractCase.Empty => ContractPromise.NotComplete(MisErrorCodes.ReportEmpty),
        ContractCase.FutureStarter => Needs(Report.FutureStudents),
        ContractCase.GroupChange => Needs(Report.GroupsAndClasses),
        ContractCase.AttendanceMarks => Needs(Report.Attendance),
        _ => ContractPromise.Whole,
    };

    /// <summary>The MIS id that a row of the neutral school has when it was read.</summary>
    public virtual string MisIdOf(SampleRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        return row.MisId;
    }

    /// <summary>Whether the MIS tells who of these people is in which of these groups.</summary>
    public virtual bool Shows(GroupKind group, PersonKind member) => true;

    /// <summary>Whether the reader can read the report, be it offered to every school or not.</summary>
    public bool Reads(Report report) => Mis.Descriptor.Catalogue.Any(r => r.Report == report && r.Standing is not ReportStanding.NotSupported);

    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    protected virtual Task StartAsync() => Task.CompletedTask;

    private ContractPromise Needs(Report report) =>
        Reads(report) ? ContractPromise.Whole : ContractPromise.CannotExpress($"{Mis.Descriptor.DisplayName} does not support {report}.");
}

/// <summary>A MIS that pushes, or whose exports a person uploads: the bytes are made here.</summary>
public abstract class PushedFixture : MisFixture
{
    public override ContractPromise Promise(ContractCase what) => what switch
    {
        ContractCase.Outage => ContractPromise.Refused(MisErrorCodes.ExportEmpty),
        ContractCase.Truncated => ContractPromise.Refused(MisErrorCodes.ExportTruncated),
        ContractCase.WrongSchool => ContractPromise.ToldByPipeline("The format does not say whose export it is; the people in it do."),
        _ => base.Promise(what),
    };

    public override Task<ContractExport> ExportAsync(SchoolDay day, ContractFlaw flaw, IReadOnlySet<Report> accepted) => Task.FromResult(Export(day, flaw, accepted));

    /// <summary>The bytes of an export with the accepted reports.</summary>
    public abstract ContractExport Export(SchoolDay day, ContractFlaw flaw, IReadOnlySet<Report> accepted);
}

/// <summary>A MIS that is pulled: a fake serves the school over real HTTP.</summary>
public abstract class PulledFixture : MisFixture
{
    /// <summary>The settings that connect the school. Secrets that the MIS renews are put back here.</summary>
    public Dictionary<string, string> Values { get; } = new(StringComparer.Ordinal);

    public override ContractPromise Promise(ContractCase what) => what switch
    {
        ContractCase.Outage => ContractPromise.Refused(MisErrorCodes.PullUnreachable),
        ContractCase.Truncated => ContractPromise.NotComplete(MisErrorCodes.PageMissing),
        ContractCase.LostPermission => ContractPromise.NotComplete(MisErrorCodes.PermissionMissing),
        ContractCase.WrongSchool => ContractPromise.Refused(MisErrorCodes.ExportOtherSchool),
        _ => base.Promise(what),
    };

    /// <summary>Puts right what was wrong with the fake, and turns one flaw on.</summary>
    /// <param name="pupils">What the fake calls the pupils' records.</param>
    /// <param name="middle">A page in the middle, as the fake counts them.</param>
    protected static void Turn(FakeFaults faults, ContractFlaw flaw, string pupils, int middle = 2)
    {
        ArgumentNullException.ThrowIfNull(faults);
        faults.Clear();
        switch (flaw)
        {
            case ContractFlaw.Outage:
                faults.Outage = true;
                break;
            case ContractFlaw.Truncated:
                faults.HalfOf[pupils] = true;
                break;
            case ContractFlaw.PageMissing:
                faults.BrokenPage[pupils] = middle;
                break;
            case ContractFlaw.LostPermission:
                faults.LostPermission[pupils] = true;
                break;
            case ContractFlaw.Empty:
                faults.Empty[pupils] = true;
                break;
        }
    }

    /// <summary>Makes the fake serve the day, with the flaw; what was wrong before is put right.</summary>
    public abstract void Serve(SchoolDay day, ContractFlaw flaw);

    public override async Task<ContractExport> ExportAsync(SchoolDay day, ContractFlaw flaw, IReadOnlySet<Report> accepted)
    {
        Serve(day, flaw);
        var capture = new MemoryStream();
        await ((IPullMis)Mis).PullAsync(Settings(accepted), capture, CancellationToken.None);
        return new ContractExport(capture.ToArray(), null);
    }

    /// <summary>Settings of a pull, or of "check connection".</summary>
    public PullSettings Settings(IReadOnlySet<Report> accepted) => new(Values, accepted)
    {
        School = ContractSchool.Numbers,
        Renewed = (renewed, _) =>
        {
            foreach (var (name, value) in renewed)
            {
                Values[name] = value;
            }

            return Task.CompletedTask;
        },
    };
}
