using Uso.GrainInterfaces;
using Uso.Grains.Matching;
using Uso.Matching;

namespace Uso.Grains.Tests;

/// <summary>What several LAs say of one person, weighed against each other.</summary>
public sealed class LocalVerdictTests
{
    private static readonly MatchAnswer Nobody = new() { Verdict = MatchVerdict.Create, Rule = MatchRules.NobodyNear, Username = "new.899" };
    private static readonly MatchAnswer NobodyThere = Nobody with { Username = null };

    [Fact]
    public void NobodyAnywhere_IsCreated_UnderTheOwnLasName() => Assert.Equal(Nobody, LocalVerdicts.Merge(Nobody, [NobodyThere, NobodyThere]));

    [Fact]
    public void LinkInOneLa_AndNobodyInTheOthers_Stands()
    {
        var link = Linked("ada.898", MatchRules.UpnAndIdentity);

        Assert.Equal(link, LocalVerdicts.Merge(Nobody, [NobodyThere, link]));
        Assert.Equal(link, LocalVerdicts.Merge(link, [NobodyThere]));
    }

    [Fact]
    public void SomebodyNearInOneLa_IsReviewed()
    {
        var review = Review(MatchRules.Twin, Candidate("ben.898", MatchRules.Twin));

        var merged = LocalVerdicts.Merge(Nobody, [NobodyThere, review]);

        Assert.Equal((MatchVerdict.Review, MatchRules.Twin, null), (merged.Verdict, merged.Rule, merged.Username));
        Assert.Equal(["ben.898"], merged.Candidates.Select(one => one.Username));
    }

    [Fact]
    public void LinksToTwoAccounts_AreRivals()
    {
        var merged = LocalVerdicts.Merge(Linked("ada.899", MatchRules.IdentityAndSchool), [Linked("ada.898", MatchRules.UpnAndIdentity)]);

        Assert.Equal((MatchVerdict.Review, MatchRules.Rival), (merged.Verdict, merged.Rule));
        Assert.Equal(["ada.899", "ada.898"], merged.Candidates.Select(one => one.Username));
    }

    [Fact]
    public void SomebodyElseNearInAnotherLa_ForbidsTheLink_UnlessUpnsSayThatTheyAreTwo()
    {
        var link = Linked("ada.899", MatchRules.UpnAndIdentity);

        var merged = LocalVerdicts.Merge(link, [Review(MatchRules.Doubtful, Candidate("ada.898"), Candidate("adah.898", MatchRules.UpnConflict))]);
        Assert.Equal((MatchVerdict.Review, MatchRules.Rival), (merged.Verdict, merged.Rule));
        Assert.Equal(["ada.899", "ada.898", "adah.898"], merged.Candidates.Select(one => one.Username));

        Assert.Equal(link, LocalVerdicts.Merge(link, [Review(MatchRules.UpnConflict, Candidate("adah.898", MatchRules.UpnConflict))]));
        Assert.Equal(MatchVerdict.Review, LocalVerdicts.Merge(link, [Review(MatchRules.Crowded)]).Verdict);
    }

    [Fact]
    public void OneAccountInTwoLas_IsNoRivalOfItself_ButItsVetoHolds()
    {
        var link = Linked("zoe.899", MatchRules.IdentityAndSchool);

        Assert.Equal(link, LocalVerdicts.Merge(Review(MatchRules.Doubtful, Candidate("zoe.899")), [link]));
        Assert.Equal(link, LocalVerdicts.Merge(link, [link]));
        var vetoed = LocalVerdicts.Merge(link, [Review(MatchRules.JanuaryFirst, Candidate("zoe.899", MatchRules.JanuaryFirst))]);
        Assert.Equal((MatchVerdict.Review, MatchRules.JanuaryFirst), (vetoed.Verdict, vetoed.Rule));
        Assert.Single(vetoed.Candidates);
    }

    [Fact]
    public void NamesakeInAnotherLa_ForbidsALinkByNamesAndBirthdayAtAnotherSchool_AndNoOther()
    {
        var namesake = NobodyThere with { HasNamesake = true };
        var link = Linked("ada.899", MatchRules.WeightOfEvidence) with { HasNamesake = true };

        Assert.Equal((MatchVerdict.Review, MatchRules.Namesake), Short(LocalVerdicts.Merge(link, [namesake])));
        Assert.Equal((MatchVerdict.Linked, MatchRules.WeightOfEvidence), Short(LocalVerdicts.Merge(link, [NobodyThere])));
        Assert.Equal((MatchVerdict.Linked, MatchRules.UpnAndIdentity), Short(LocalVerdicts.Merge(Linked("ada.899", MatchRules.UpnAndIdentity), [namesake])));
    }

    [Fact]
    public void Candidates_AreEveryLasBestFirst_EachOnce_AndAtMostTen()
    {
        var own = Review(MatchRules.Doubtful, [.. Enumerable.Range(1, 8).Select(i => Candidate($"a{i}.899"))]);
        var other = Review(MatchRules.Twin, [Candidate("b.898"), Candidate("a2.899"), .. Enumerable.Range(1, 8).Select(i => Candidate($"c{i}.898"))]);

        var merged = LocalVerdicts.Merge(own, [other]);

        Assert.Equal(MatchRules.Doubtful, merged.Rule);
        Assert.Equal(["a1.899", "b.898", "a2.899", "a3.899", "c1.898"], merged.Candidates.Take(5).Select(one => one.Username));
        Assert.Equal(10, merged.Candidates.Length);
    }

    private static (MatchVerdict, string) Short(MatchAnswer answer) => (answer.Verdict, answer.Rule);

    private static CaseCandidate Candidate(string username, params string[] vetoes) => new() { Username = username, Evidence = "", Vetoes = [.. vetoes] };

    private static MatchAnswer Linked(string username, string rule) =>
        new() { Verdict = MatchVerdict.Linked, Rule = rule, Username = username, AccountUrn = "999001", Candidates = [Candidate(username)] };

    private static MatchAnswer Review(string rule, params CaseCandidate[] candidates) =>
        new() { Verdict = MatchVerdict.Review, Rule = rule, Candidates = [.. candidates] };
}
