using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Uso.GrainInterfaces;
using Uso.Grains.SyncRuns;
using Uso.Grains.Users;
using Uso.Mis;

namespace Uso.Grains.Tests;

/// <summary>
/// A human decision always wins: whatever exports say, whatever the rules answer, night after night, also while the MIS is changed. The answers are made up, so that
/// no rule's good sense is relied on.
/// </summary>
public sealed class HumanDecisionTests
{
    private const string Urn = "999001";
    private const int People = 4;

    private static readonly string[] Firsts = ["Ada", "Boris", "Chidi", "Delphine"];
    private static readonly string[] Lasts = ["Okafor", "Pemberton", "Zhang", "Whitlock"];

    /// <summary>One row: whose identity, under which id, with which change.</summary>
    private sealed record Row(int Person, string Id, int Change);

    /// <summary>What the rules say of a row that they are asked about.</summary>
    private sealed record Says(MatchVerdict Verdict, int Account);

    private sealed record Night(Row[] Rows, Says[] Answers, bool Changed, int Days);

    private sealed record History(HandActionType[] Decisions, Night[] Nights);

    [Fact]
    public void AHumanDecision_AlwaysWins() => Prop.ForAll(Histories, history =>
    {
        var roster = Decided(history.Decisions);
        var had = new HashSet<string?>();
        var day = 0;
        foreach (var (number, night) in history.Nights.Index())
        {
            day += night.Days;
            had.UnionWith(roster.Values.Where(entry => entry.Status is RosterStatus.Allocated).Select(entry => entry.Username));
            var excluded = Excluded(roster);
            roster = After(roster, night, $"r{number + 2:000000}", day);

            // No account is given to them. Somebody else's that was there before may get a corrected row that looks the same.
            excluded.IntersectWith(Excluded(roster));
            Assert.DoesNotContain(roster.Values, entry => entry.Status is RosterStatus.Allocated && excluded.Contains(entry.Identity) && !had.Contains(entry.Username));
            for (var person = 0; person < People; person++)
            {
                Check(history.Decisions[person], person, roster);
            }
        }
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(300));

    /// <summary>What each decision promises, wherever its entry went.</summary>
    private static void Check(HandActionType decision, int person, Dictionary<string, RosterEntry> roster)
    {
        var account = Account(person);
        var holders = roster.Values.Where(entry => entry.Username == account && entry.Status is RosterStatus.Allocated or RosterStatus.Unallocated).ToList();
        switch (decision)
        {
            case HandActionType.Match or HandActionType.Create:
                // The account is nobody else's, and the decision is kept with it.
                var holder = Assert.Single(roster.Values, entry => entry.Username == account);
                Assert.Equal((true, decision), (holder.ByHand, holder.Decision?.Type));
                Assert.False(SamePerson.IsSomebodyElse(Identity(person, 0), holder.Identity));
                break;
            case HandActionType.Exclude:
                Assert.Contains(roster.Values, entry => entry is { Status: RosterStatus.Excluded, Decision.Type: HandActionType.Exclude } && !SamePerson.IsSomebodyElse(Identity(person, 0), entry.Identity));
                break;
            case HandActionType.Leave:
                // Open until a person closes it. Who left the school has no case any more.
                Assert.DoesNotContain(roster.Values, entry => entry.Status is not RosterStatus.Review && entry.Left is not null);
                break;
            default:
                // Taken back: this account is not that person's.
                Assert.DoesNotContain(holders, entry => entry.Refused.Contains(account));
                break;
        }
    }

    private static HashSet<PersonIdentity> Excluded(Dictionary<string, RosterEntry> roster) =>
        roster.Values.Where(entry => entry is { Status: RosterStatus.Excluded, Decision: not null }).Select(entry => entry.Identity).ToHashSet();

    private static Dictionary<string, RosterEntry> Decided(HandActionType[] decisions) => decisions.Select((decision, person) =>
    {
        var entry = new RosterEntry
        {
            Kind = AccountKind.Pupil,
            MisId = Id(person),
            Status = RosterStatus.Review,
            Identity = Identity(person, 0),
            DecidedBy = "doubtful",
            Since = Region.Monday,
            RunId = "r000001",
            Fingerprint = PersonRow.Fingerprint(Person(new Row(person, Id(person), 0), 1)),
        };
        var made = new HumanDecision { Type = decision, By = "desk", At = Region.Monday, RunId = "r000001", Rule = "doubtful" };
        return decision switch
        {
            HandActionType.Match or HandActionType.Create => entry with { Status = RosterStatus.Allocated, Username = Account(person), ByHand = true, Decision = made },
            HandActionType.Exclude => entry with { Status = RosterStatus.Excluded, ByHand = true, Decision = made },
            HandActionType.Leave => entry with { Left = new LeftOpen { By = "desk", At = Region.Monday } },
            _ => entry with { Refused = [Account(person)] },
        };
    }).ToDictionary(entry => entry.MisId);

    /// <summary>Plans the night and applies the plan to the roster, as a run does.</summary>
    private static Dictionary<string, RosterEntry> After(Dictionary<string, RosterEntry> roster, Night night, string runId, int day)
    {
        var now = Region.Monday.AddDays(day);
        var planner = new SyncPlanner(
            new RosterView([new RosterPage { Entries = [.. roster.Values] }]), Urn, runId, now, DateOnly.FromDateTime(now.Date), 3, "sims", night.Changed);
        foreach (var (number, row) in night.Rows.Index())
        {
            planner.Observe(Person(row, number + 1));
        }

        foreach (var (number, pending) in planner.Pending.ToList().Index())
        {
            var says = night.Answers[number % night.Answers.Length];
            planner.Decide(pending, new MatchAnswer
            {
                Verdict = says.Verdict,
                Rule = "made-up",
                Username = says.Verdict switch
                {
                    MatchVerdict.Linked => Account(says.Account),
                    MatchVerdict.Create => $"new{runId}{number}.899",
                    _ => null,
                },
                AccountUrn = says.Verdict is MatchVerdict.Linked ? Urn : null,
            });
        }

        planner.Absences(_ => true);
        var after = new Dictionary<string, RosterEntry>(roster);
        foreach (var item in planner.Items)
        {
            if (item.Action is PlanAction.Forget)
            {
                after.Remove(item.Entry.MisId);
            }
            else
            {
                after[item.Entry.MisId] = item.Entry;
            }
        }

        return after;
    }

    private static ExtractPerson Person(Row row, int number)
    {
        var identity = Identity(row.Person, row.Change);
        return new ExtractPerson
        {
            Source = new SourceRow("Students.xml", number),
            Report = Report.Students,
            Kind = PersonKind.Pupil,
            MisId = row.Id,
            LegalFirstName = identity.LegalFirstName,
            LegalLastName = identity.LegalLastName,
            DateOfBirth = identity.DateOfBirth,
            YearGroup = row.Change == 1 ? "7" : null,
        };
    }

    /// <param name="change">0 and 1: as always; 2: another surname; 3: another date of birth.</param>
    private static PersonIdentity Identity(int person, int change) => new()
    {
        LegalFirstName = Firsts[person],
        LegalLastName = change == 2 ? Lasts[person] + "-Smith" : Lasts[person],
        DateOfBirth = new DateOnly(2014, 3, 5 + person).AddMonths(change == 3 ? 1 : 0),
    };

    private static string Id(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Account(int person) => $"account{(char)('a' + person)}.899";

    private static Arbitrary<History> Histories
    {
        get
        {
            var row =
                from person in Gen.Choose(0, People - 1)
                from sameId in Gen.Frequency((3, Gen.Constant(true)), (1, Gen.Constant(false)))
                from other in Gen.Choose(0, People + 1)
                from change in Gen.Choose(0, 3)
                select new Row(person, Id(sameId ? person : other), change);
            var says =
                from verdict in Gen.Elements(MatchVerdict.Linked, MatchVerdict.Linked, MatchVerdict.Create, MatchVerdict.Review)
                from account in Gen.Choose(0, People - 1)
                select new Says(verdict, account);
            var night =
                from count in Gen.Choose(0, People + 1)
                from rows in Gen.ArrayOf(row, count)
                from answers in Gen.ArrayOf(says, 5)
                from changed in Gen.Frequency((3, Gen.Constant(false)), (1, Gen.Constant(true)))
                from days in Gen.Choose(0, 5)
                select new Night(rows, answers, changed, days);
            return (
                from decisions in Gen.ArrayOf(Gen.Elements(HandActionType.Match, HandActionType.Create, HandActionType.Exclude, HandActionType.Leave, HandActionType.TakeBack), People)
                from nights in Gen.ArrayOf(night, 4)
                select new History(decisions, nights)).ToArbitrary();
        }
    }
}
