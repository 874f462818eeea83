using System.Text;
using Uso.Mis.Captures;
using Uso.Mis.PlainJson;

namespace Uso.Mis.Tests.PlainJson;

/// <summary>What a page says of itself, and what is made of it.</summary>
public sealed class NumberedPagesTests
{
    [Theory]
    [InlineData("""[1,2]""", """[]""")]
    [InlineData("""{"students":[1,2]}""", """{"students":[]}""")]
    [InlineData("""{"students":[1,2],"hasMore":true}""", """{"students":[3],"hasMore":false}""")]
    [InlineData("""{"page":1,"totalPages":2,"data":[1,2]}""", """{"page":2,"totalPages":2,"data":[3]}""")]
    [InlineData("""{"total":3,"data":[1,2]}""", """{"total":3,"data":[3]}""", """{"total":3,"data":[]}""")]
    public void LastPage_IsWhereAnAnswerSaysSo_OrIsEmpty(params string[] pages) => Assert.Equal(CaptureResource.Complete, Outcome(PageProof.LastPage, pages));

    [Theory]
    [InlineData(MisErrorCodes.PageMissing, """{"error":"later"}""")]
    [InlineData(MisErrorCodes.PageMissing, """[1,2]""", """[1,2]""")]
    [InlineData(MisErrorCodes.PageMissing, """{"page":1,"data":[1]}""", """{"page":1,"data":[2]}""")]
    [InlineData(MisErrorCodes.PageMissing, """{"totalPages":3,"data":[1]}""", """{"totalPages":3,"data":[]}""")]
    [InlineData(MisErrorCodes.PageMissing, """{"hasMore":true,"data":[]}""")]
    [InlineData(MisErrorCodes.PageMissing, """{"totalPages":2,"hasMore":false,"data":[1]}""")]
    [InlineData(MisErrorCodes.PageShifted, """{"totalPages":3,"data":[1]}""", """{"totalPages":2,"data":[2]}""")]
    [InlineData(MisErrorCodes.CountMismatch, """{"total":3,"data":[1]}""", """{"total":3,"data":[]}""")]
    public void LastPage_WhatDoesNotFit_IsNotComplete(string reason, params string[] pages) => Assert.Equal(reason, Outcome(PageProof.LastPage, pages));

    [Theory]
    [InlineData(CaptureResource.Complete, """{"page":1,"pages":2,"total":3,"records":[1,2]}""", """{"page":2,"pages":2,"total":3,"records":[3]}""")]
    [InlineData(CaptureResource.Complete, """{"page":1,"pages":1,"total":0,"records":[]}""")]
    [InlineData(MisErrorCodes.PageMissing, """{"records":[1,2]}""")]
    [InlineData(MisErrorCodes.PageMissing, """{"page":1,"pages":1,"records":[1,2]}""")]
    [InlineData(MisErrorCodes.CountMismatch, """{"page":1,"pages":1,"total":3,"records":[1,2]}""")]
    public void Totals_AllHaveToFit(string outcome, params string[] pages) => Assert.Equal(outcome, Outcome(PageProof.Totals, pages));

    private static string Outcome(PageProof proof, string[] pages)
    {
        var paged = new NumberedPages("students", new Uri("https://host.example/students"), proof).Paged();
        var asked = paged.First;
        for (var page = 1; ; page++)
        {
            Assert.EndsWith($"?page={page}", asked.Url.AbsoluteUri);
            var look = paged.Look(asked, Encoding.UTF8.GetBytes(pages[page - 1]));
            if (look.Next is null)
            {
                Assert.Equal(pages.Length, page);
                return look.Failure ?? CaptureResource.Complete;
            }

            asked = look.Next;
        }
    }
}
